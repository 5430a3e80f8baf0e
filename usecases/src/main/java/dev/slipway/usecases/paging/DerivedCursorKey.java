package dev.slipway.usecases.paging;

import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.secret.SigningKeys;
import dev.slipway.ports.driving.paging.CursorKey;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link CursorKey}: derived from the store's signing key, so that a database has one secret,
 * and what is signed for one purpose is worth nothing for another. Thread-safe.
 */
public final class DerivedCursorKey implements CursorKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PURPOSE = "slipway cursors 1";

  private final SigningKeys keys;
  private final Ids ids;
  private final AtomicReference<@Nullable String> known = new AtomicReference<>();

  @Inject
  public DerivedCursorKey(SigningKeys keys, Ids ids) {
    this.keys = keys;
    this.ids = ids;
  }

  @Override
  public String text() {
    var text = known.get();
    if (text == null) {
      text = derived(keys.keep(ids.secret()));
      known.set(text);
    }
    return text;
  }

  private static String derived(String key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      return HexFormat.of().formatHex(mac.doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
