package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adapterspostgres.ConfigCipher.Opened;
import dev.slipway.adapterspostgres.ConfigCipher.Place;
import dev.slipway.domain.form.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys, their order, and the form in which values lie in databases for ever. */
class ConfigCipherTest {

  private static final Place PLACE =
      Place.of("installations.document", "acme", "acme/database", "ins_1");

  private static final String GOLDEN =
      "sealed:1:k1:ZGVmZ2hpamtsbW5vcHFyc8jJysvMzc7P0NHS0-dPt3iheKUcOYkUKXjt4k4IDS-1rBV0uHuVY8HVV4ru"
          + "RQFgN_Nc";

  private static String refusal(ConfigCipher cipher, String stored) {
    return cipher.open(PLACE, stored) instanceof Opened.Refused(var reason) ? reason : "opened";
  }

  /** Sealed by another implementation (Python's cryptography) after ADR 16. */
  @Test
  void what_lies_in_databases_can_be_read_for_ever() {
    var bytes = new byte[ConfigKey.BYTES];
    for (byte i = 0; i < bytes.length; i++) {
      bytes[i] = i;
    }
    var cipher = ConfigCipher.of(List.of(ConfigKey.of("k1", bytes).orElseThrow()));

    var opened = cipher.open(PLACE, GOLDEN);

    assertThat(opened).isEqualTo(new Opened.Text("{\"PASSWORD\":\"hänsel\"}"));
  }

  @Test
  void the_first_key_encrypts_and_every_key_decrypts() {
    var before = Ciphers.of("k1").seal(PLACE, "old");

    var rotated = Ciphers.of("k2", "k1");

    assertThat(rotated.open(PLACE, before)).isEqualTo(new Opened.Text("old"));
    assertThat(rotated.isCurrent(before)).isFalse();
    assertThat(rotated.seal(PLACE, "new")).startsWith("sealed:1:k2:");
  }

  @Test
  void a_missing_key_is_named_and_the_value_is_not() {
    var sealed = Ciphers.of("k1").seal(PLACE, "secret");

    assertThat(refusal(Ciphers.of("k2"), sealed))
        .isEqualTo("it is encrypted with key 'k1', which is not among the configured keys");
    assertThat(refusal(ConfigCipher.none(), sealed)).contains("'k1'").doesNotContain("secret");
  }

  @Test
  void another_key_of_the_same_id_is_not_taken_for_it() {
    var sealed = ConfigCipher.of(List.of(Ciphers.key("k1", "one"))).seal(PLACE, "secret");

    var other = ConfigCipher.of(List.of(Ciphers.key("k1", "another")));

    assertThat(refusal(other, sealed)).contains("'k1'").contains("the key is another one");
  }

  @Test
  void a_value_cannot_be_given_to_another_key() {
    var same = ConfigCipher.of(List.of(Ciphers.key("k1", "one"), Ciphers.key("k2", "one")));

    var renamed = same.seal(PLACE, "secret").replace(":k1:", ":k2:");

    assertThat(refusal(same, renamed)).contains("'k2'").contains("changed or moved");
  }

  @Test
  void a_form_of_a_later_release_is_said_to_be_unknown() {
    assertThat(refusal(Ciphers.of("k1"), "sealed:2:k1:AAAA")).contains("this release");
  }

  @Test
  void keys_are_never_printed() {
    assertThat(Ciphers.of("k2", "k1")).hasToString("ConfigCipher[k2, k1]");
    assertThat(Ciphers.key("k1", "one")).hasToString("ConfigKey[k1]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a:b", "-a", "é", "a b"})
  void an_id_that_could_be_mistaken_is_refused(String id) {
    assertThat(ConfigKey.of(id, new byte[ConfigKey.BYTES])).isInstanceOf(Parsed.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 16, 31, 33})
  void a_key_of_another_length_is_refused_with_both_lengths(int bytes) {
    assertThat(ConfigKey.of("k1", new byte[bytes]))
        .isEqualTo(Parsed.invalid("the key has " + bytes + " bytes, and AES-256 needs 32"));
  }

  @Test
  void a_cipher_has_a_key_and_ids_only_once() {
    var twice = List.of(Ciphers.key("k1", "one"), Ciphers.key("k1", "two"));

    assertThatThrownBy(() -> ConfigCipher.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConfigCipher.of(twice)).isInstanceOf(IllegalArgumentException.class);
  }
}
