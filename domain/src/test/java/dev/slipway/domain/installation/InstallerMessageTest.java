package dev.slipway.domain.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.InstallerMessage.InstallRequested;
import dev.slipway.domain.installation.InstallerMessage.SettleRequested;
import dev.slipway.domain.installation.InstallerMessage.UninstallRequested;
import dev.slipway.domain.installation.InstallerMessage.UpgradeProposed;
import dev.slipway.domain.installation.InstallerMessage.UpgradeRequested;
import dev.slipway.domain.installation.InstallerMessage.VersionOffered;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.states.Machine;
import dev.slipway.domain.tenancy.OrganizationId;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored form of the installer's messages; another build may have to read it. */
class InstallerMessageTest {

  private static final InstallationId ID =
      new InstallationId(new OrganizationId("dev"), ProviderName.of("acme", "database"));

  static Stream<Arguments> messages() {
    var key = "installation/dev/acme/database";
    var id = "\"organization\":\"dev\",\"provider\":\"acme/database\"";
    return Stream.of(
        Arguments.of(
            new InstallRequested(ID, 1),
            key,
            "INSTALL_REQUESTED",
            "{\"v\":1," + id + ",\"generation\":1}"),
        Arguments.of(
            new UpgradeRequested(ID, 2),
            key,
            "UPGRADE_REQUESTED",
            "{\"v\":1," + id + ",\"generation\":2}"),
        Arguments.of(
            new UninstallRequested(ID, 3),
            key,
            "UNINSTALL_REQUESTED",
            "{\"v\":1," + id + ",\"generation\":3}"),
        Arguments.of(
            new SettleRequested(ID, 4),
            key,
            "SETTLE_REQUESTED",
            "{\"v\":1," + id + ",\"generation\":4}"),
        Arguments.of(
            new UpgradeProposed(ID),
            key,
            "UPGRADE_PROPOSED",
            "{\"v\":1," + id + ",\"generation\":0}"),
        Arguments.of(
            new VersionOffered(ID.provider(), "dev"),
            "provider/acme/database",
            "VERSION_OFFERED",
            "{\"v\":1,\"provider\":\"acme/database\",\"after\":\"dev\"}"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void each_is_stored_under_its_key_and_type(
      InstallerMessage message, String key, String type, String payload) {
    var stored = message.toMessage();

    assertThat(stored.key()).hasToString(key);
    assertThat(stored.type()).isEqualTo(type);
    assertThat(stored.payload().toText()).isEqualTo(payload);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void each_is_understood_again(InstallerMessage message) {
    assertThat(InstallerMessage.parse(message.toMessage())).isEqualTo(new Parsed.Valid<>(message));
  }

  @Test
  void none_is_left_out_here() {
    assertThat(messages().map(each -> each.get()[0].getClass().getSimpleName()))
        .containsExactlyInAnyOrderElementsOf(Machine.kinds(InstallerMessage.class));
  }

  @Nested
  class What_this_build_does_not_understand {

    @Test
    void is_a_type_that_it_does_not_know() {
      assertThat(reason("REPAIR_REQUESTED", "{}"))
          .isEqualTo("unknown message type REPAIR_REQUESTED");
    }

    @Test
    void is_another_version_of_a_payload_whatever_else_it_holds() {
      assertThat(reason("INSTALL_REQUESTED", "{\"v\":2}"))
          .isEqualTo("payload version 2; this build understands 1");
      assertThat(reason("INSTALL_REQUESTED", "{\"v\":0}"))
          .isEqualTo("payload version 0; this build understands 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"v\":\"1\"}", "{\"v\":1.0}", "{\"v\":-1}", "{\"v\":null}"})
    void is_a_payload_without_a_version(String payload) {
      assertThat(reason("INSTALL_REQUESTED", payload))
          .isEqualTo("payload version is missing; this build understands 1");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"v\":1,\"organization\":\"dev\",\"generation\":1}",
          "{\"v\":1,\"organization\":\"dev\",\"generation\":1,\"provider\":7}",
          "{\"v\":1,\"organization\":\"dev\",\"generation\":1,\"provider\":\"database\"}"
        })
    void is_a_payload_without_a_provider(String payload) {
      assertThat(reason("UPGRADE_REQUESTED", payload)).isEqualTo("its provider is unreadable");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"v\":1,\"provider\":\"acme/database\",\"generation\":1}",
          "{\"v\":1,\"provider\":\"acme/database\",\"generation\":1,\"organization\":\"a b\"}"
        })
    void is_a_payload_without_an_organization(String payload) {
      assertThat(reason("SETTLE_REQUESTED", payload)).isEqualTo("its organization is unreadable");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "null",
          "\"1\"",
          "-1",
          "1.5",
          "1e3",
          "1234567890123456789",
          "99999999999999999999"
        })
    void is_a_payload_without_a_generation(String generation) {
      var payload =
          "{\"v\":1,\"provider\":\"acme/database\",\"organization\":\"dev\",\"generation\":"
              + generation
              + "}";

      assertThat(reason("UNINSTALL_REQUESTED", payload)).isEqualTo("its generation is unreadable");
    }
  }

  @Test
  void more_members_than_this_build_knows_do_not_matter() {
    var stored = new InstallRequested(ID, 999_999_999_999_999_999L).toMessage();
    var more =
        new Message(
            stored.key(), stored.type(), stored.payload().with("priority", Json.string("high")));

    assertThat(InstallerMessage.parse(more)).isEqualTo(InstallerMessage.parse(stored));
    assertThat(InstallerMessage.parse(stored).orElseThrow())
        .isEqualTo(new InstallRequested(ID, 999_999_999_999_999_999L));
  }

  private static String reason(String type, String payload) {
    var message = new Message(new DeliveryKey("any"), type, payload(payload));
    return InstallerMessage.parse(message) instanceof Parsed.Invalid<InstallerMessage>(var reason)
        ? reason
        : "understood";
  }

  /** Reads a flat object of strings, numbers and null. */
  private static Json.JsonObject payload(String text) {
    var members =
        Stream.of(text.substring(1, text.length() - 1).split(","))
            .filter(member -> !member.isEmpty())
            .map(member -> member.split(":", 2))
            .collect(Collectors.toMap(pair -> unquoted(pair[0]), pair -> value(pair[1])));
    return new Json.JsonObject(members);
  }

  private static Json value(String text) {
    if (text.equals("null")) {
      return Json.nothing();
    }
    return text.startsWith("\"") ? Json.string(unquoted(text)) : Json.number(text);
  }

  private static String unquoted(String text) {
    return text.replace("\"", "");
  }
}
