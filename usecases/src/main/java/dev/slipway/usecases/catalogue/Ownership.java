package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.domain.tenancy.Subject;

/**
 * Whose a provider is. A prefix belongs to the one organization that has it as its slug, and {@code
 * platform} to the operator; slugs are unique and never change, so the name alone tells.
 */
public final class Ownership {

  private Ownership() {}

  /** Whether a caller may change a provider of this name. */
  public static boolean mayChange(Caller caller, ProviderName name) {
    return isPlatform(name)
        ? caller.may(Right.CONSOLE)
        : caller.may(Right.WRITE, subject(name)) && hasPrefix(caller, name);
  }

  /** Whether a caller sees what is not published of a provider of this name. */
  public static boolean mayLookInside(Caller caller, ProviderName name) {
    return isPlatform(name)
        ? caller.may(Right.CONSOLE)
        : caller.may(Right.READ, subject(name)) && hasPrefix(caller, name);
  }

  /** Whether a caller sees a version: what is published everybody, the rest its owner. */
  public static boolean maySee(Caller caller, ProviderVersion version) {
    return version instanceof ProviderVersion.Published
        || mayLookInside(caller, version.id().provider());
  }

  /** Why a caller may not change a provider that it sees: names the right or the prefix. */
  public static String refusal(Caller caller, ProviderName name) {
    if (isPlatform(name)) {
      return missing(Right.CONSOLE);
    }
    return caller.may(Right.WRITE, subject(name))
        ? "The prefix '" + name.prefix() + "' belongs to another organization"
        : missing(Right.WRITE, subject(name));
  }

  /** A provider as rights are about it. */
  public static Subject subject(ProviderName name) {
    return Subject.provider(name.prefix(), name.name());
  }

  /** The refusal that names a missing right. */
  public static String missing(Right right) {
    return "Missing right: " + right.word();
  }

  /** The refusal that names a missing right and what it would have to be about. */
  public static String missing(Right right, Subject subject) {
    return missing(right) + ":" + subject;
  }

  /** Whether a name is under the platform's own prefix. */
  public static boolean isPlatform(ProviderName name) {
    return name.prefix().equals(ProviderName.PLATFORM);
  }

  private static boolean hasPrefix(Caller caller, ProviderName name) {
    return switch (caller) {
      case Caller.Anonymous nobody -> false;
      case Caller.Member member -> member.organization().slug().value().equals(name.prefix());
    };
  }
}
