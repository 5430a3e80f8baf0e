package dev.slipway.usecases.registration;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.secret.SigningKeys;
import dev.slipway.ports.driving.registration.RegisterRuntime.Renewal;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Runtime tokens: what they say, signed with the store's key (HMAC-SHA-256), so that telling a good
 * one costs no read. Whether the installation still wants the runtime is judged against its row.
 * Thread-safe.
 */
public final class RuntimeTokens {

  /** How long a token holds; heartbeats renew it. */
  public static final Duration LIFETIME = Duration.ofMinutes(15);

  /** What every runtime token starts with. */
  public static final String PREFIX = "slrt_";

  private static final String ALGORITHM = "HmacSHA256";
  private static final String FORMAT = "1";
  private static final int MAX_LENGTH = 1_024;

  private final SigningKeys keys;
  private final Ids ids;
  private final InstantSource clock;
  private final AtomicReference<@Nullable SecretKeySpec> known = new AtomicReference<>();

  /**
   * @param keys the store's key
   * @param ids proposes a key when the store has none
   * @param clock when a token was made, and whether it has expired
   */
  public RuntimeTokens(SigningKeys keys, Ids ids, InstantSource clock) {
    this.keys = keys;
    this.ids = ids;
    this.clock = clock;
  }

  /** A fresh token of one incarnation, bound to a rollout or to none. */
  public Renewal mint(InstallationId installation, Incarnation incarnation, long rollout) {
    var expiresAt = clock.instant().plus(LIFETIME);
    var claims =
        String.join(
            "|",
            FORMAT,
            installation.organization().value(),
            installation.provider().canonical(),
            incarnation.value(),
            Long.toString(rollout),
            Long.toString(expiresAt.getEpochSecond()),
            Integer.toString(expiresAt.getNano()));
    var payload = encode(claims.getBytes(StandardCharsets.UTF_8));
    return new Renewal(PREFIX + payload + "." + encode(sign(payload)), expiresAt);
  }

  /** A fresh token of one incarnation that is bound to no rollout: for runtimes run by hand. */
  public Renewal mintUnbound(InstallationId installation, Incarnation incarnation) {
    return mint(installation, incarnation, InstallationEvent.ANY_ROLLOUT);
  }

  /** What a token says, or why it is refused. */
  public Parsed<RuntimeIdentity> verify(String token) {
    int dot = token.indexOf('.');
    if (!token.startsWith(PREFIX) || dot < 0 || token.length() > MAX_LENGTH) {
      return Parsed.invalid("no runtime token");
    }
    var payload = token.substring(PREFIX.length(), dot);
    var signature = decode(token.substring(dot + 1));
    if (signature.isEmpty() || !MessageDigest.isEqual(sign(payload), signature.get())) {
      return Parsed.invalid("a runtime token that was not made here");
    }
    var claims = decode(payload).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    return claims
        .flatMap(RuntimeTokens::identity)
        .map(
            identity ->
                identity.expiresAt().isAfter(clock.instant())
                    ? Parsed.valid(identity)
                    : Parsed.<RuntimeIdentity>invalid("a runtime token that has expired"))
        .orElseGet(() -> Parsed.invalid("a runtime token of another format"));
  }

  private static Optional<RuntimeIdentity> identity(String claims) {
    var parts = claims.split("\\|", -1);
    if (parts.length != 7 || !parts[0].equals(FORMAT)) {
      return Optional.empty();
    }
    return Optional.of(
        new RuntimeIdentity(
            new InstallationId(new OrganizationId(parts[1]), ProviderName.of(parts[2])),
            new Incarnation(parts[3]),
            Long.parseLong(parts[4]),
            Instant.ofEpochSecond(Long.parseLong(parts[5]), Long.parseLong(parts[6]))));
  }

  private byte[] sign(String payload) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return mac.doFinal(payload.getBytes(StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private SecretKeySpec key() {
    var key = known.get();
    if (key == null) {
      key =
          new SecretKeySpec(keys.keep(ids.secret()).getBytes(StandardCharsets.US_ASCII), ALGORITHM);
      known.set(key);
    }
    return key;
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static Optional<byte[]> decode(String text) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
