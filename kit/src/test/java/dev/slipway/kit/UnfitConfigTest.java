package dev.slipway.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.slipway.adaptersjsonschema.NetworkntSchemaChecks;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.InstallationAnswer.Unfit;
import dev.slipway.ports.driving.installation.IssueRuntimeToken.Issue;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import dev.slipway.ports.driving.registration.RegisterRuntime.RegisterCommand;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeAuthentication;
import dev.slipway.ports.driving.registration.RegisterRuntime.RuntimeRegistration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * A config that the schema of a version refuses: asking for the version says so first, as the
 * version's form would (contract/foundation.md section 5, "config"; contract/packages.md section
 * 7).
 */
class UnfitConfigTest {

  private static final Caller ACME = Slipway.operator("acme");
  private static final ProviderName DATABASE = ProviderName.of("acme/database");
  private static final SchemaChecks CHECKS = NetworkntSchemaChecks.create();

  private final Slipway slipway =
      Slipway.builder().schemas(CHECKS).runtimes(surroundings -> new NoRuntimes()).build();

  @BeforeEach
  void a_runtime_version_is_registered() {
    assertThat(
            slipway
                .runtimeVersions()
                .register(
                    ACME, RuntimeVersionOffers.RegisterCommand.of(SemVer.of("1.0.0"), "runtime:1")))
        .isInstanceOf(RuntimeVersionOffers.RuntimeVersionRegistration.Created.class);
  }

  @Nested
  class An_upgrade {

    @Test
    void says_everything_that_does_not_fit_and_changes_nothing() {
      publish("1.0.0", "{}");
      publish(
          "1.1.0",
          """
          {'properties':{'SIZE':{'type':'integer','maximum':5},'MODE':{'enum':['a','b']}},
           'required':['NEW']}
          """);
      install("1.0.0", Map.of("SIZE", "8", "MODE", "c"));

      var refused = refused(upgrade("1.1.0"));

      assertThat(refused.errors())
          .containsExactlyInAnyOrder(
              new FormError("/SIZE", "maximum", Json.number(5), "Must be at most 5."),
              new FormError("/MODE", "enum", json("['a','b']"), "Must be one of these: a, b."),
              new FormError("/NEW", "required", Json.nothing(), "Must be filled in."));
      assertThat(refused.violations())
          .extracting(Violation::at)
          .containsOnly(List.of(Violation.Step.field("version")))
          .hasSize(3);
      assertThat(refused.violations())
          .extracting(Violation::message)
          .containsExactlyInAnyOrder(
              "config.SIZE: Must be at most 5.",
              "config.MODE: Must be one of these: a, b.",
              "config.NEW: Must be filled in.");
      assertThat(installedVersion()).isEqualTo("1.0.0");
    }

    @Test
    void takes_a_config_that_only_defaults_make_whole_and_injects_none() {
      publish("1.0.0", "{}");
      publish(
          "1.1.0",
          "{'properties':{'LEVEL':{'type':'string','default':'info'}},'required':['LEVEL']}");
      install("1.0.0", Map.of("KEY", "value"));

      var answer = upgrade("1.1.0");

      assertThat(answer).isInstanceOf(InstallationAnswer.Accepted.class);
      assertThat(((InstallationAnswer.Accepted) answer).installation().installation().value())
          .extracting(installation -> installation.details().desired().config().values())
          .isEqualTo(Map.of("KEY", "value"));
    }

    @Test
    void never_tells_what_a_sensitive_value_is_or_may_be() {
      publish("1.0.0", "{}");
      publish(
          "1.1.0",
          """
          {'properties':{'TOKEN':{'enum':['hunter2','swordfish'],'writeOnly':true},
                         'KEY':{'const':'k3y','x-ui':{'sensitive':true}},
                         'PIN':{'type':'integer','maximum':9999,'format':'password'}}}
          """);
      install("1.0.0", Map.of("TOKEN", "letmein", "KEY", "wr0ng", "PIN", "12345"));

      var refused = refused(upgrade("1.1.0"));

      assertThat(refused.errors())
          .extracting(FormError::pointer, FormError::keyword, FormError::limit)
          .containsExactlyInAnyOrder(
              tuple("/TOKEN", "enum", Json.string("********")),
              tuple("/KEY", "const", Json.string("********")),
              tuple("/PIN", "maximum", Json.number(9999)));
      assertThat(refused.toString())
          .doesNotContain("hunter2", "swordfish", "k3y", "letmein", "wr0ng", "12345");
    }

    @Test
    void is_refused_where_nobody_can_tell_within_the_budget() {
      publish("1.0.0", "{}");
      publish("1.1.0", doubling());
      install("1.0.0", Map.of());

      var refused = refused(upgrade("1.1.0"));

      assertThat(refused.errors())
          .containsExactly(
              new FormError(
                  "",
                  "",
                  Json.nothing(),
                  "It takes too much work to tell whether the config fits the schema."));
      assertThat(refused.violations())
          .extracting(Violation::message)
          .containsExactly(
              "config: It takes too much work to tell whether the config fits the schema.");
    }

    /** Defaults that double at each of 40 levels. */
    private static String doubling() {
      var schema = new StringBuilder("{'$defs':{'d0':{'properties':{'x':{'default':{}}}}");
      for (int i = 1; i <= 40; i++) {
        schema.append(
            ",'d%d':{'properties':{'a':{'$ref':'#/$defs/d%d','default':{}},'b':{'$ref':'#/$defs/d%d','default':{}}}}"
                .formatted(i, i - 1, i - 1));
      }
      return schema.append("},'$ref':'#/$defs/d40'}").toString();
    }
  }

  @Test
  void a_downgrade_says_so_at_its_own_field() {
    publish("1.0.0", "{'properties':{'SIZE':{'type':'integer','maximum':5}}}");
    publish("1.1.0", "{}");
    install("1.1.0", Map.of("SIZE", "8"));

    var refused = refused(slipway.change().downgrade(ACME, DATABASE, SemVer.of("1.0.0")));

    assertThat(refused.errors()).extracting(FormError::pointer).containsExactly("/SIZE");
    assertThat(refused.violations())
        .containsExactly(
            Violation.withheld(
                Violation.Kind.JSON_SCHEMA, "config.SIZE: Must be at most 5.", "target_version"));
    assertThat(installedVersion()).isEqualTo("1.1.0");
  }

  @Test
  void an_install_and_another_config_say_so_at_the_key() {
    publish("1.0.0", "{'properties':{'SIZE':{'type':'integer'}},'required':['SIZE']}");
    var first = refused(attempt("1.0.0", Map.of("SIZE", "big")));
    install("1.0.0", Map.of("SIZE", "8"));

    var second =
        refused(
            slipway
                .change()
                .configure(
                    ACME,
                    DATABASE,
                    new SettingsEdit(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new InstallationConfig(Map.of("NAME", "x"))))));

    assertThat(first.errors()).extracting(FormError::keyword).containsExactly("type");
    assertThat(second.errors()).extracting(FormError::keyword).containsExactly("required");
    assertThat(List.of(first, second))
        .extracting(answer -> answer.violations().getFirst().at())
        .containsOnly(List.of(Violation.Step.field("config"), Violation.Step.field("SIZE")));
  }

  @Test
  void what_the_version_s_form_takes_can_be_installed() {
    publish(
        "1.0.0",
        """
        {'properties':{'MODE':{'enum':['off','own'],'default':'off'},'CERT':{'type':'string'}},
         'required':['MODE'],
         'if':{'properties':{'MODE':{'const':'own'}},'required':['MODE']},
         'then':{'required':['CERT']}}
        """);

    var own = refused(attempt("1.0.0", Map.of("MODE", "own")));
    var off = attempt("1.0.0", Map.of());

    assertThat(own.errors()).extracting(FormError::pointer).containsExactly("/CERT");
    assertThat(off).isInstanceOf(InstallationAnswer.Accepted.class);
  }

  /** JSON, where single quotes stand for double ones. */
  private static Json json(String text) {
    return CHECKS.read(text.replace('\'', '"')).orElseThrow(() -> new AssertionError(text));
  }

  private void publish(String version, String configSchema) {
    var content =
        new WheelContent(
            WheelUrl.of("https://wheels.example/database-1.0.0-py3-none-any.whl"),
            Optional.empty(),
            Optional.empty(),
            new ProviderSchemas(
                List.of(), Optional.of((Json.JsonObject) json(configSchema)), Optional.empty()),
            Optional.empty(),
            List.of());
    assertThat(
            slipway
                .publish()
                .publish(ACME, PublishCommand.of(DATABASE, SemVer.of(version), content)))
        .isInstanceOf(Publication.Created.class);
  }

  private InstallationAnswer attempt(String version, Map<String, String> config) {
    return slipway
        .install()
        .install(
            ACME,
            new InstallCommand(
                DATABASE,
                new VersionChoice.Exact(SemVer.of(version)),
                ResourceTier.STANDARD,
                UpgradeRule.of(UpgradePolicy.MANUAL),
                new InstallationConfig(config),
                Idempotency.none()));
  }

  /** Installs it, and brings it out. */
  private void install(String version, Map<String, String> config) {
    assertThat(attempt(version, config)).isInstanceOf(InstallationAnswer.Accepted.class);
    slipway.work().claim(10).forEach(job -> job.run());
    var issue = (Issue.Issued) slipway.runtimeTokens().issue(ACME, DATABASE);
    var holder = (RuntimeAuthentication.Holder) slipway.runtimes().authenticate(issue.token());
    assertThat(
            slipway
                .runtimes()
                .register(
                    holder.identity(),
                    new RegisterCommand(DATABASE, SemVer.of(version), "instance")))
        .isInstanceOf(RuntimeRegistration.Registered.class);
  }

  private InstallationAnswer upgrade(String version) {
    return slipway.change().upgrade(ACME, DATABASE, new VersionChoice.Exact(SemVer.of(version)));
  }

  private String installedVersion() {
    return ((Found.Installation) slipway.installations().installation(ACME, DATABASE))
        .installation()
        .installation()
        .value()
        .details()
        .desired()
        .version()
        .text();
  }

  private static Unfit refused(InstallationAnswer answer) {
    assertThat(answer).isInstanceOf(Unfit.class);
    return (Unfit) answer;
  }
}
