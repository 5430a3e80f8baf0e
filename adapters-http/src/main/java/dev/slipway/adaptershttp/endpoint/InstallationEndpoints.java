package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.adaptershttp.rendering.CatalogueRendering;
import dev.slipway.adaptershttp.rendering.FormRendering;
import dev.slipway.adaptershttp.rendering.InstallationRendering;
import dev.slipway.adaptershttp.rendering.RegistrationRendering;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.SettingsEdit.RangeEdit;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.Platform;
import dev.slipway.ports.driving.installation.ChangeInstallation;
import dev.slipway.ports.driving.installation.InstallProvider;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.IssueRuntimeToken;
import dev.slipway.ports.driving.installation.IssueRuntimeToken.Issue;
import dev.slipway.ports.driving.installation.ReadInstallations;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import dev.slipway.ports.driving.installation.ReadInstallations.Listed;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Installing, changing and removing providers (seeds {@code install-provider.txt} and {@code
 * downgrade-provider.txt}; contract/foundation.md section 5).
 */
final class InstallationEndpoints {

  private static final String INSTALL = "/providers/install";
  private static final String ONE = "/providers/installed/{prefix}/{name}";

  private final InstallProvider installing;
  private final ChangeInstallation changing;
  private final ReadInstallations reading;
  private final IssueRuntimeToken tokens;

  InstallationEndpoints(Platform platform) {
    this.installing = platform.install();
    this.changing = platform.change();
    this.reading = platform.installations();
    this.tokens = platform.runtimeTokens();
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("/providers/installed", "listInstallations", "What is installed, by name")
            .reads("limit", "offset", "after")
            .answers(200, "Installations")
            .refuses(403)
            .members(Need.READ_SOME_INSTALLATION, this::list),
        Endpoint.post(INSTALL, "installProvider", "Installs a provider; workers bring it out")
            .takes("InstallProvider")
            .reads("idempotencyKey")
            .answers(422, "InvalidConfig")
            .answers(201, "Installation")
            .refuses(403, 404)
            .answers(409, "InstallationConflict")
            .members(Need.WRITE_INSTALLATION, this::install),
        Endpoint.get(ONE, "getInstallation", "One installation")
            .answers(200, "Installation")
            .refuses(403, 404)
            .members(Need.READ_INSTALLATION, this::get),
        Endpoint.patch(ONE, "configureInstallation", "Changes the settings of an installation")
            .mayTake("ConfigureInstallation")
            .answers(422, "InvalidConfig")
            .answers(200, "Installation")
            .refuses(403, 404)
            .answers(409, "InstallationConflict")
            .members(Need.WRITE_INSTALLATION, this::configure),
        Endpoint.delete(ONE, "uninstallProvider", "Removes an installation")
            .reads("cascade")
            .answers(204)
            .refuses(403, 404)
            .answers(409, "InstallationConflict")
            .members(Need.WRITE_INSTALLATION, this::uninstall),
        change("upgrade", "upgradeInstallation", "Asks for a higher version")
            .mayTake("UpgradeInstallation")
            .answers(422, "InvalidConfig")
            .answers(200, "Installation")
            .members(Need.WRITE_INSTALLATION, this::upgrade),
        change("downgrade", "downgradeInstallation", "Asks for a lower version")
            .takes("DowngradeInstallation")
            .answers(422, "InvalidConfig")
            .answers(200, "Installation")
            .members(Need.WRITE_INSTALLATION, this::downgrade),
        change("deploy", "deployInstallation", "Brings out again what the installation has")
            .mayTake("DeployInstallation")
            .answers(422, "InvalidConfig")
            .answers(202, "DeploymentResult")
            .members(Need.WRITE_INSTALLATION, this::deploy),
        Endpoint.get(ONE + "/deployment", "getDeployment", "What runs of an installation")
            .answers(200, "DeploymentResult")
            .refuses(403, 404)
            .members(Need.READ_INSTALLATION, this::deployment),
        Endpoint.post(
                ONE + "/runtime-token",
                "issueRuntimeToken",
                "A token with which whoever runs the provider by hand registers it")
            .mayTake("Nothing")
            .answers(201, "RuntimeToken")
            .refuses(403, 404)
            .members(Need.WRITE_INSTALLATION, this::runtimeToken));
  }

  private static Endpoint.Draft change(String word, String id, String summary) {
    return Endpoint.post(ONE + "/" + word, id, summary)
        .refuses(403, 404)
        .answers(409, "InstallationConflict");
  }

  private static final Rule<VersionChoice> VERSION =
      PublishForm.VERSION.map(VersionChoice.Exact::new);

  private static final Rule<ResourceTier> TIER =
      Rules.choice(ResourceTier.values(), ResourceTier::word);

  private static final Rule<UpgradePolicy> POLICY =
      Rules.choice(UpgradePolicy.values(), UpgradePolicy::word);

  /** What a range may become; empty text clears it. */
  private static final Rule<RangeEdit> RANGE =
      Rules.text(0, VersionRange.MAX_LENGTH)
          .parsed(
              Kind.SEMVER,
              text ->
                  text.isEmpty()
                      ? Parsed.valid(new RangeEdit.Cleared())
                      : VersionRange.parse(text).map(RangeEdit.Replaced::new));

  /** Values may be secrets: none is ever shown. */
  private static final Rule<InstallationConfig> CONFIG =
      Rules.map(Rules.text(), key -> Rules.text(), Integer.MAX_VALUE)
          .withheld()
          .andThen(InstallationEndpoints::config);

  private static Filled<InstallationConfig> config(Map<String, String> values) {
    // The domain names places from the form's top; a rule's places begin at its own value.
    var faults =
        InstallationConfig.violations(values).stream()
            .map(
                fault ->
                    new Violation(
                        fault.at().subList(1, fault.at().size()),
                        fault.kind(),
                        fault.message(),
                        fault.given()))
            .toList();
    return faults.isEmpty()
        ? Filled.right(new InstallationConfig(values))
        : new Filled.Wrong<>(faults);
  }

  private record InstallForm(
      ProviderName provider,
      VersionChoice version,
      ResourceTier tier,
      UpgradeRule upgrades,
      InstallationConfig config) {

    private static final int NAME_LENGTH = 200;

    private static final Rule<ProviderName> PROVIDER =
        Rules.text(1, NAME_LENGTH).parsed(Kind.PROVIDER_NAME, ProviderName::parse);

    static Filled<InstallForm> read(Form form) {
      var provider = form.required("provider_name", PROVIDER);
      var version = form.optional("version", VERSION, new VersionChoice.Latest());
      var tier = form.optional("resource_tier", TIER, ResourceTier.STANDARD);
      var policy = form.optional("upgrade_policy", POLICY, UpgradePolicy.MANUAL);
      var range = form.optional("upgrade_range", RANGE, new RangeEdit.Cleared());
      var config = form.optional("config", CONFIG, InstallationConfig.EMPTY);
      return form.filled(
          () ->
              new InstallForm(
                  provider.value(),
                  version.value(),
                  tier.value(),
                  new UpgradeRule(policy.value(), range.value().result()),
                  config.value()));
    }
  }

  private static Filled<SettingsEdit> settings(Form form) {
    var policy = form.optional("upgrade_policy", POLICY);
    var range = form.optional("upgrade_range", RANGE);
    var tier = form.optional("resource_tier", TIER);
    var config = form.optional("config", CONFIG);
    return form.filled(
        () -> new SettingsEdit(policy.value(), range.value(), tier.value(), config.value()));
  }

  private static Filled<VersionChoice> choice(Form form, VersionChoice otherwise) {
    var version = form.optional("version", VERSION, otherwise);
    return form.filled(version::value);
  }

  private static Filled<SemVer> target(Form form) {
    var version = form.required("target_version", PublishForm.VERSION);
    return form.filled(version::value);
  }

  private Answer list(Caller.Member caller, Request request) {
    return request.query(
        Set.of(),
        form -> ListQuery.read(form, ListQuery.ALL),
        list ->
            switch (reading.installations(caller, list.paging())) {
              case Listed.Installations(var page) ->
                  Answer.json(
                          200,
                          CatalogueRendering.array(
                              page.items(), InstallationRendering::installation))
                      .with("X-Total-Count", Long.toString(page.total()));
              case Listed.Forbidden(var reason) -> Answer.problem(403, reason);
            });
  }

  private Answer install(Caller.Member caller, Request request) {
    return request.bodyOnce(
        "POST " + INSTALL,
        InstallForm::read,
        (form, once) ->
            answer(
                installing.install(
                    caller,
                    new InstallCommand(
                        form.provider(),
                        form.version(),
                        form.tier(),
                        form.upgrades(),
                        form.config(),
                        once.idempotency(201, InstallationRendering::installation))),
                201,
                InstallationRendering::installation));
  }

  private Answer get(Caller.Member caller, Request request) {
    return Paths.installed(request, name -> answer(reading.installation(caller, name)));
  }

  private Answer deployment(Caller.Member caller, Request request) {
    return Paths.installed(request, name -> answer(reading.deployment(caller, name)));
  }

  private Answer upgrade(Caller.Member caller, Request request) {
    return request.body(
        form -> choice(form, new VersionChoice.Latest()),
        version ->
            Paths.installed(
                request,
                name ->
                    answer(
                        changing.upgrade(caller, name, version),
                        200,
                        InstallationRendering::installation)));
  }

  private Answer downgrade(Caller.Member caller, Request request) {
    return request.body(
        InstallationEndpoints::target,
        version ->
            Paths.installed(
                request,
                name ->
                    answer(
                        changing.downgrade(caller, name, version),
                        200,
                        InstallationRendering::installation)));
  }

  private Answer deploy(Caller.Member caller, Request request) {
    return request.body(
        form -> choice(form, new VersionChoice.None()),
        version ->
            Paths.installed(
                request,
                name ->
                    answer(
                        changing.redeploy(caller, name, version),
                        202,
                        InstallationRendering::requestedDeployment)));
  }

  private Answer configure(Caller.Member caller, Request request) {
    return request.body(
        InstallationEndpoints::settings,
        edit ->
            Paths.installed(
                request,
                name ->
                    answer(
                        changing.configure(caller, name, edit),
                        200,
                        InstallationRendering::installation)));
  }

  private Answer uninstall(Caller.Member caller, Request request) {
    return request.query(
        Set.of(),
        form -> {
          // Installations have no resources yet, so there is nothing that it could spare.
          var cascade = form.optional("cascade", Rules.bool(), false);
          return form.filled(cascade::value);
        },
        cascade ->
            Paths.installed(
                request,
                name ->
                    switch (changing.uninstall(caller, name)) {
                      case InstallationAnswer.Accepted accepted -> Answer.noContent();
                      case InstallationAnswer refused ->
                          answer(refused, 204, InstallationRendering::installation);
                    }));
  }

  private Answer runtimeToken(Caller.Member caller, Request request) {
    return request.body(
        form -> form.filled(() -> ""),
        nothing ->
            Paths.installed(
                request,
                name ->
                    switch (tokens.issue(caller, name)) {
                      case Issue.Issued issued ->
                          Answer.json(201, RegistrationRendering.token(issued)).secret();
                      case Issue.NotInstalled(var provider) ->
                          Paths.notInstalled(provider.canonical());
                      case Issue.Forbidden(var reason) -> Answer.problem(403, reason);
                    }));
  }

  private static Answer answer(Found found) {
    return switch (found) {
      case Found.Installation(var view) -> whole(view);
      case Found.Deployment(var view, var observed) ->
          Answer.json(200, InstallationRendering.deployment(view, observed));
      case Found.NotInstalled(var provider) -> Paths.notInstalled(provider.canonical());
      case Found.Forbidden(var reason) -> Answer.problem(403, reason);
    };
  }

  /** Whoever asks for one installation asks for its config: that it cannot be read is an error. */
  private static Answer whole(InstallationView view) {
    view.installation()
        .value()
        .details()
        .desired()
        .config()
        .withheld()
        .ifPresent(
            withheld -> {
              throw new InstallationConfig.Unreadable(
                  "The config of "
                      + view.installation().value().id().provider().canonical()
                      + " cannot be read: "
                      + withheld.reason());
            });
    return Answer.json(200, InstallationRendering.installation(view));
  }

  private static Answer answer(
      InstallationAnswer answer, int accepted, Function<InstallationView, JsonObject> rendering) {
    return switch (answer) {
      case InstallationAnswer.Accepted(var view) -> Answer.json(accepted, rendering.apply(view));
      case InstallationAnswer.Again(var repeated) -> Once.again(repeated);
      case InstallationAnswer.Forbidden(var reason) -> Answer.problem(403, reason);
      case InstallationAnswer.ProviderNotFound(var provider) ->
          Paths.noProvider(provider.canonical());
      case InstallationAnswer.VersionNotFound(var provider, var version) ->
          Paths.noVersion(provider.canonical(), version.text());
      case InstallationAnswer.NothingPublished(var provider) ->
          Answer.invalid(
              "body",
              List.of(
                  Violation.withheld(
                      Kind.VALUE_ERROR,
                      "Nothing of " + provider.canonical() + " is published",
                      "version")));
      case InstallationAnswer.NotInstalled(var provider) ->
          Paths.notInstalled(provider.canonical());
      case InstallationAnswer.AlreadyInstalled(var provider) ->
          Answer.problem(409, "Provider already installed: " + provider.canonical());
      case InstallationAnswer.AlreadyOn(var version) ->
          Answer.problem(409, "Already on version " + version.text());
      case InstallationAnswer.AlreadyLatest latest ->
          Answer.problem(409, "Already on the latest version");
      case InstallationAnswer.InFlight(var id, var current, var target) ->
          Answer.problem(
              409,
              Json.object()
                  .put(
                      "message",
                      "An operation is in flight: "
                          + id.provider().canonical()
                          + " is "
                          + current.word())
                  .put("current_state", current.word())
                  .put("target_state", target.word())
                  .build());
      case InstallationAnswer.Invalid(var violations) -> Answer.invalid("body", violations);
      case InstallationAnswer.Unfit(var violations, var errors) ->
          Answer.invalid("body", violations, FormRendering.errors(errors));
    };
  }
}
