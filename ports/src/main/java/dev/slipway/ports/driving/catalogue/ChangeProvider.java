package dev.slipway.ports.driving.catalogue;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.ports.driven.catalogue.ProviderView;

/**
 * Changes what people read about a provider, or takes it out of the catalogue. Thread-safe; blocks.
 */
public interface ChangeProvider {

  /** What became of it. */
  sealed interface ProviderChange {
    /** So it is described now. */
    record Described(ProviderView provider) implements ProviderChange {}

    /** It is out of the catalogue; its name and versions stay burnt. */
    record Deleted() implements ProviderChange {}

    /** No such provider that the caller can see. */
    record NotFound(ProviderName name) implements ProviderChange {}

    /** The caller sees it, and it is not the caller's; the reason names the right or prefix. */
    record Forbidden(String reason) implements ProviderChange {}

    /** It cannot be deleted while it is installed, in whatever state. */
    record Installed(ProviderName name, long installations) implements ProviderChange {}
  }

  /** Replaces the parts of the display data that are given. */
  ProviderChange describe(Caller caller, ProviderName name, DisplayData.Edit edit);

  /** Takes a provider and all its versions out of the catalogue. */
  ProviderChange delete(Caller caller, ProviderName name);
}
