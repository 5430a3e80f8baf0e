package dev.slipway.junit.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.adaptersjsonschema.NetworkntSchemaChecks;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.junit.SlipwayExtension;
import dev.slipway.junit.SlipwayTest;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RuntimeVersionRegistration;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A team whose provider has a config schema: what its tests see with, and without, checks. */
class JudgedConfigTest {

  private static final Caller ACME = Slipway.operator("acme");
  private static final ProviderName DATABASE = ProviderName.of("acme/database");

  @Nested
  class With_checks {

    @RegisterExtension
    static final SlipwayExtension SLIPWAY =
        SlipwayExtension.judgingBy(NetworkntSchemaChecks.create());

    @Test
    void a_config_that_the_schema_refuses_is_refused(Slipway slipway) {
      var answer = publishAndInstall(slipway);

      assertThat(answer)
          .isInstanceOfSatisfying(
              InstallationAnswer.Unfit.class,
              unfit ->
                  assertThat(unfit.errors())
                      .extracting(FormError::message)
                      .containsExactly("Must be filled in."));
    }
  }

  @Nested
  @SlipwayTest
  class Without_them {

    @Test
    void it_is_taken_on_trust(Slipway slipway) {
      var answer = publishAndInstall(slipway);

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
    }
  }

  /** A provider that must be told its region, installed without one. */
  private static InstallationAnswer publishAndInstall(Slipway slipway) {
    var schema = Json.object().put("required", Json.array(Json.string("REGION"))).build();
    var content =
        new WheelContent(
            WheelUrl.of("https://wheels.example/database-1.0.0-py3-none-any.whl"),
            Optional.empty(),
            Optional.empty(),
            new ProviderSchemas(List.of(), Optional.of(schema), Optional.empty()),
            Optional.empty(),
            List.of());
    var runtime =
        slipway.runtimeVersions().register(ACME, RegisterCommand.of(SemVer.of("1.0.0"), "r:1"));
    var published =
        slipway.publish().publish(ACME, PublishCommand.of(DATABASE, SemVer.of("1.0.0"), content));
    assertThat(runtime).isInstanceOf(RuntimeVersionRegistration.Created.class);
    assertThat(published).isInstanceOf(Publication.Created.class);
    return slipway.install().install(ACME, InstallCommand.latest(DATABASE));
  }
}
