package dev.slipway.portstck.sample;

import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.artifact.RegistryHost;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.registry.Credentialed;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.registry.RegistryConnectionId;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * One of each kind: well formed, and with every optional field present, so that a store that loses
 * one is found out. Say what matters to the test; the rest is the same every time.
 */
public final class Samples {

  /** When everything here happened, to the microsecond. */
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Samples() {}

  /** An organization of which id, slug and name are one word, if that can be a slug. */
  public static Organization anOrganization(String word) {
    var slug =
        Slug.parse(word) instanceof Parsed.Valid<Slug>(var same)
            ? same
            : new Slug("s-" + digest(word).hex().substring(0, 20));
    return new Organization(new OrganizationId(word), slug, word, NOON);
  }

  /** A token of an organization. */
  public static TokenSample aToken(String organization) {
    return new TokenSample(organization);
  }

  /** A provider's entry; its owner is the organization of the same word as its prefix. */
  public static ProviderSample aProvider(String canonical) {
    return new ProviderSample(ProviderName.of(canonical));
  }

  /** A version of a provider. */
  public static VersionSample aProviderVersion(String canonical, String version) {
    return new VersionSample(new VersionId(ProviderName.of(canonical), SemVer.of(version)));
  }

  /** A runtime version. */
  public static RuntimeVersion aRuntimeVersion(String version) {
    return new RuntimeVersion(
        SemVer.of(version),
        "registry.example.org/runtime:" + version.replace('+', '_'),
        Optional.of("What is new in " + version),
        NOON);
  }

  /** An installation of a provider. */
  public static InstallationSample anInstallation(String organization, String canonical) {
    return new InstallationSample(installationId(organization, canonical));
  }

  /** A runtime of an installation, registered for its present incarnation. */
  public static RegistrationSample aRegistration(Installation installation) {
    return new RegistrationSample(
        installation.id(),
        installation.details().incarnation(),
        installation.details().desired().version());
  }

  /**
   * A package of an organization.
   *
   * @param id letters and digits, also of its repository's path, so of lower case
   */
  public static PackageSample aPackage(String organization, String id) {
    return new PackageSample(organization, id);
  }

  /** A version of a package. */
  public static PackageVersionSample aPackageVersion(PackageKey of, String version) {
    return new PackageVersionSample(of, version);
  }

  /**
   * A registry connection with a name and a password.
   *
   * @param id letters and digits
   */
  public static Credentialed aRegistryConnection(String organization, String id, String host) {
    return new Credentialed(
        new RegistryConnection(
            new RegistryConnectionId("rcon_" + id),
            new OrganizationId(organization),
            "Registry " + id,
            "https://" + host,
            RegistryHost.parse(host).orElseThrow(),
            RegistryConnection.CredentialType.BASIC,
            NOON,
            Optional.empty()),
        new RegistryCredential.Basic("robot " + id, "pass 'w\u00f6rd' \uD83D\uDE00 " + id));
  }

  /** A message with a payload of its own. */
  public static Message aMessage(String key, String type) {
    return aMessage(key, type, 0);
  }

  /** A message with a numbered payload. */
  public static Message aMessage(String key, String type, long number) {
    return new Message(
        new DeliveryKey(key),
        type,
        Json.object().put("v", 1).put("number", number).put("about", key).build());
  }

  /** An answer that is kept for a day from {@link #NOON}. */
  public static KeptAnswer aKeptAnswer(String organization, String key) {
    return aKeptAnswer(organization, key, NOON.plusSeconds(86_400));
  }

  /** An answer that is kept until a time. */
  public static KeptAnswer aKeptAnswer(String organization, String key, Instant expiresAt) {
    return new KeptAnswer(
        anIdempotencyKey(organization, key),
        digest("request of " + key),
        201,
        Json.object().put("made", key).build(),
        expiresAt);
  }

  /** The key of {@link #aKeptAnswer}. */
  public static IdempotencyKey anIdempotencyKey(String organization, String key) {
    return new IdempotencyKey(new OrganizationId(organization), "POST /providers/install", key);
  }

  /** The id of a tenant's installation. */
  public static InstallationId installationId(String organization, String canonical) {
    return new InstallationId(new OrganizationId(organization), ProviderName.of(canonical));
  }

  /** A digest that belongs to a text. */
  public static Sha256 digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
