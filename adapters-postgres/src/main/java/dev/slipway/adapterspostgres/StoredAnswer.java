package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.ConfigCipher.Opened;
import dev.slipway.adapterspostgres.ConfigCipher.Place;
import dev.slipway.domain.form.Parsed;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;

/**
 * What of a kept answer is sealed: its body, which shows a config, and the digest of the request,
 * by which somebody could try out what was configured.
 *
 * @param fingerprint the digest in hexadecimal, or sealed
 * @param body JSON, or sealed
 */
record StoredAnswer(String fingerprint, String body) {

  static StoredAnswer seal(KeptAnswer answer, ConfigCipher cipher) {
    return new StoredAnswer(answer.fingerprint().hex(), answer.body().toText())
        .seal(answer.key(), cipher);
  }

  private StoredAnswer seal(IdempotencyKey key, ConfigCipher cipher) {
    return new StoredAnswer(
        cipher.seal(place("fingerprint", key), fingerprint), cipher.seal(place("body", key), body));
  }

  /** Both as they were before they were sealed, or why they cannot be read. */
  Parsed<StoredAnswer> open(IdempotencyKey key, ConfigCipher cipher) {
    return switch (cipher.open(place("fingerprint", key), fingerprint)) {
      case Opened.Refused(var reason) -> Parsed.invalid(reason);
      case Opened.Text(var plain) ->
          switch (cipher.open(place("body", key), body)) {
            case Opened.Refused(var reason) -> Parsed.invalid(reason);
            case Opened.Text(var text) -> Parsed.valid(new StoredAnswer(plain, text));
          };
    };
  }

  /** Both as they would be stored now; the same when they are, or why they cannot be read. */
  Parsed<StoredAnswer> reseal(IdempotencyKey key, ConfigCipher cipher) {
    return open(key, cipher)
        .map(
            plain ->
                cipher.isCurrent(fingerprint) && cipher.isCurrent(body)
                    ? this
                    : plain.seal(key, cipher));
  }

  private static Place place(String column, IdempotencyKey key) {
    return Place.of("kept_answers." + column, key.organization().value(), key.route(), key.key());
  }
}
