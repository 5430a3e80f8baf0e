package dev.slipway.ports.driven.commit;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.delivery.Claim;
import java.util.Set;

/** One part of a {@link Commit}. */
public sealed interface Change {

  /**
   * Stores an organization. Lost as {@link Lost.Moved}, or as {@link Lost.SlugTaken} when another
   * organization has its slug.
   */
  record PutOrganization(Organization next, Expected expected) implements Change {}

  /** Stores a token. */
  record PutToken(ApiToken next, Expected expected) implements Change {}

  /**
   * Stores a provider's entry. A deletion (a {@link Provider.Deleted}) is lost as {@link
   * Lost.ProviderInstalled} while its counter of existing installations is above zero. An entry of
   * a higher edition starts with no published version.
   */
  record PutProvider(Provider next, Expected expected) implements Change {}

  /**
   * Requires that a provider's entry still has a revision, without changing it. Commits that only
   * require do not wait for each other.
   */
  record RequireProvider(ProviderName provider, Revision revision) implements Change {}

  /**
   * Moves a provider's counters, whatever its revision. Lost as {@link Lost.ProviderGone} when the
   * provider is absent or deleted and {@code existing} rises.
   *
   * @param published change of the number of its published versions of the current edition
   * @param existing change of the number of installations in whatever state
   * @param installed change of the number of installations that are not being removed
   */
  record CountProvider(ProviderName provider, int published, int existing, int installed)
      implements Change {}

  /** Stores a provider version. Absent means: no version of the same precedence. */
  record PutProviderVersion(ProviderVersion next, Expected expected) implements Change {}

  /** Stores a runtime version that must be new: none of the same precedence. */
  record PutRuntimeVersion(RuntimeVersion next) implements Change {}

  /** Stores an installation. */
  record PutInstallation(Installation next, Expected expected) implements Change {}

  /** Removes an installation, and every registration and lease of it. */
  record RemoveInstallation(InstallationId id, Revision revision) implements Change {}

  /** Stores a registration. */
  record PutRegistration(Registration next, Expected expected) implements Change {}

  /** Adds a message behind all that are stored under its key. It is due at once. */
  record Append(Message message) implements Change {}

  /**
   * Removes the messages of a key that have one of these types and are not claimed at this moment.
   * Messages that are appended in the same commit stay.
   */
  record Supersede(DeliveryKey key, Set<String> types) implements Change {
    public Supersede {
      types = Set.copyOf(types);
    }
  }

  /** The message of a claim is done. Lost as {@link Lost.LeaseLost} when the claim ended. */
  record Acknowledge(Claim claim) implements Change {}

  /**
   * The message of a claim becomes a dead letter. Lost as {@link Lost.LeaseLost} when the claim
   * ended.
   *
   * @param error why, for the operator
   */
  record Park(Claim claim, String error) implements Change {}

  /** Keeps an answer under its idempotency key. See {@link Committed.Answered}. */
  record Keep(KeptAnswer answer) implements Change {}
}
