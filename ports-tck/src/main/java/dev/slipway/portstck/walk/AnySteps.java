package dev.slipway.portstck.walk;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationEvent;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Draws steps: what tenants and workers do often, what is rare seldom. */
final class AnySteps {

  private AnySteps() {}

  static Arbitrary<Step> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(12, publishing()),
        Tuple.of(40, tenants()),
        Tuple.of(40, workers()),
        Tuple.of(20, runtimes()),
        Tuple.of(12, packages()),
        Tuple.of(10, time()),
        Tuple.of(6, others()));
  }

  private static Arbitrary<Step> publishing() {
    var publish =
        Combinators.combine(provider(), version(), key())
            .as(
                (name, version, key) ->
                    Step.of(
                        "publish " + name + "@" + version + " under " + key,
                        steps -> steps.publish(name, version, key)));
    Arbitrary<Step> rest =
        Combinators.combine(provider(), version(), Arbitraries.integers().between(0, 6))
            .as(AnySteps::ofCatalogue);
    return Arbitraries.frequencyOf(Tuple.of(3, publish), Tuple.of(2, rest));
  }

  private static Step ofCatalogue(ProviderName name, SemVer version, int which) {
    var id = name + "@" + version;
    return switch (which) {
      case 0 -> Step.of("yank " + id, steps -> steps.yank(name, version));
      case 1 -> Step.of("unyank " + id, steps -> steps.unyank(name, version));
      case 2 -> Step.of("delete " + name, steps -> steps.delete(name));
      case 3 -> Step.of("describe " + name, steps -> steps.describe(name));
      case 4 -> Step.of("build " + id, steps -> steps.build(name, version));
      case 5 -> Step.of("end the build of " + id, steps -> steps.built(name, version, true));
      default -> Step.of("break the build of " + id, steps -> steps.built(name, version, false));
    };
  }

  private static Arbitrary<Step> tenants() {
    var install =
        Combinators.combine(installation(), installed(), rule(), key())
            .as(
                (id, version, rule, key) ->
                    Step.asking(
                        "install " + id + "@" + version + " " + rule + " under " + key,
                        steps -> steps.install(id, version, rule, key)));
    Arbitrary<Step> change =
        Combinators.combine(
                installation(),
                version(),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(false, false, false, true))
            .as(AnySteps::change);
    Arbitrary<Step> configure =
        Combinators.combine(installation(), edit(), Arbitraries.of(false, false, false, true))
            .as(
                (id, edit, late) ->
                    Step.asking(
                        "configure " + id + " " + edit + (late ? ", on an outdated revision" : ""),
                        steps -> steps.configure(id, edit, late)));
    return Arbitraries.frequencyOf(
        Tuple.of(2, install), Tuple.of(3, change), Tuple.of(1, configure));
  }

  private static Arbitrary<UpgradeRule> rule() {
    return Combinators.combine(
            Arbitraries.of(UpgradePolicy.class), Arbitraries.of(Universe.RANGES).optional(0.5))
        .as(UpgradeRule::new);
  }

  private static Arbitrary<SettingsEdit> edit() {
    var configs = Arbitraries.of("here", "there");
    return Arbitraries.oneOf(
        Arbitraries.of(UpgradePolicy.class).map(SettingsEdit.NONE::with),
        Arbitraries.of(Universe.RANGES).map(SettingsEdit.NONE::within),
        Arbitraries.just(SettingsEdit.NONE.withoutRange()),
        Arbitraries.of(ResourceTier.class).map(SettingsEdit.NONE::with),
        configs.map(
            place ->
                SettingsEdit.NONE
                    .with(new InstallationConfig(Map.of("PLACE", place)))
                    .with(UpgradePolicy.AUTO)));
  }

  private static Step change(InstallationId id, SemVer version, int which, boolean late) {
    var how = late ? ", on an outdated revision" : "";
    return switch (which) {
      case 0 ->
          Step.asking(
              "upgrade " + id + " to " + version + how,
              steps ->
                  steps.ask(id, now -> new InstallationEvent.UpgradeAsked(version, now), late));
      case 1 ->
          Step.asking(
              "downgrade " + id + " to " + version + how,
              steps ->
                  steps.ask(id, now -> new InstallationEvent.DowngradeAsked(version, now), late));
      case 2 ->
          Step.asking(
              "redeploy " + id + "@" + version + how,
              steps ->
                  steps.ask(id, now -> new InstallationEvent.RedeployAsked(version, now), late));
      default ->
          Step.asking(
              "uninstall " + id + how,
              steps -> steps.ask(id, InstallationEvent.UninstallAsked::new, late));
    };
  }

  private static Arbitrary<Step> workers() {
    var claim = Arbitraries.just(Step.of("claim", Steps::claim));
    Arbitrary<Step> work =
        Combinators.combine(
                Arbitraries.integers().between(0, 3), Arbitraries.integers().between(0, 9))
            .as(AnySteps::work);
    return Arbitraries.frequencyOf(Tuple.of(2, claim), Tuple.of(5, work));
  }

  private static Step work(int index, int which) {
    var of = " claim " + index;
    return switch (which) {
      case 0, 1, 2 -> Step.asking("work on" + of, steps -> steps.work(index, true));
      case 3, 4 -> Step.asking("work in vain on" + of, steps -> steps.work(index, false));
      case 5 -> Step.of("retry" + of, steps -> steps.retry(index, Duration.ofHours(1)));
      case 6 -> Step.of("release" + of, steps -> steps.release(index));
      case 7 -> Step.of("crash with" + of, steps -> steps.crash(index));
      case 8 -> Step.of("renew all claims", Steps::renew);
      default -> Step.of("come back with a lost claim", Steps::comeBack);
    };
  }

  private static Arbitrary<Step> runtimes() {
    return Combinators.combine(
            installation(),
            Arbitraries.of(Universe.INSTANCES),
            Arbitraries.integers().between(0, 7))
        .as(AnySteps::ofRuntime);
  }

  private static Step ofRuntime(InstallationId id, String instance, int which) {
    return switch (which) {
      case 0, 1, 2 ->
          Step.of(
              "register " + instance + " of " + id, steps -> steps.register(id, instance, true));
      case 3 ->
          Step.of(
              "register " + instance + " of " + id + " by hand",
              steps -> steps.register(id, instance, false));
      case 4 -> Step.of("beat well for " + id, steps -> steps.beat(id, true));
      case 5 -> Step.of("beat unwell for " + id, steps -> steps.beat(id, false));
      case 6 -> Step.of("look for silence", Steps::silence);
      default -> Step.of("look at deadlines", Steps::deadlines);
    };
  }

  private static Arbitrary<Step> packages() {
    Arbitrary<Step> ofPackage =
        Combinators.combine(
                Arbitraries.of(Universe.TENANTS),
                Arbitraries.of(Universe.PACKAGES),
                version(),
                Arbitraries.integers().between(0, 6))
            .as(AnySteps::ofPackage);
    Arbitrary<Step> ofConnection =
        Combinators.combine(
                Arbitraries.of(Universe.TENANTS),
                Arbitraries.of(Universe.CONNECTIONS),
                Arbitraries.of(Universe.REGISTRIES),
                Arbitraries.integers().between(0, 3))
            .as(AnySteps::ofConnection);
    return Arbitraries.frequencyOf(Tuple.of(4, ofPackage), Tuple.of(1, ofConnection));
  }

  private static Step ofPackage(OrganizationId tenant, String word, SemVer version, int which) {
    var id = tenant + "/" + word;
    return switch (which) {
      case 0, 1 ->
          Step.of(
              "bring package " + id + " in with " + version,
              steps -> steps.bringIn(tenant, word, version));
      case 2, 3, 4 ->
          Step.of(
              "register version " + version + " of package " + id,
              steps -> steps.register(tenant, word, version));
      case 5 -> Step.of("remove package " + id, steps -> steps.removePackage(tenant, word, false));
      default ->
          Step.of(
              "remove package " + id + ", on an outdated etag",
              steps -> steps.removePackage(tenant, word, true));
    };
  }

  private static Step ofConnection(OrganizationId tenant, String word, String registry, int which) {
    return switch (which) {
      case 0, 1 ->
          Step.of(
              "connect " + tenant + " to " + registry + " as " + word,
              steps -> steps.connect(tenant, word, registry));
      case 2 ->
          Step.of(
              "use connection " + word + " of " + tenant,
              steps -> steps.useConnection(tenant, word));
      default ->
          Step.of(
              "remove connection " + word + " of " + tenant,
              steps -> steps.disconnect(tenant, word));
    };
  }

  private static Arbitrary<Step> time() {
    return Arbitraries.of(30, 30, 60, 60, 120, 1_500)
        .map(
            minutes ->
                Step.of(
                    "advance by " + minutes + " min",
                    steps -> steps.advance(Duration.ofMinutes(minutes))));
  }

  private static Arbitrary<Step> others() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, 8))
        .as(AnySteps::other);
  }

  private static Step other(int one, int two, int which) {
    var token = Universe.TOKENS.get(one);
    var lease = Universe.LEASES.get(one);
    var holder = Universe.HOLDERS.get(two);
    var installation = Universe.INSTALLATIONS.get(one + 2 * two);
    return switch (which) {
      case 0 -> Step.of("make token " + token, steps -> steps.makeToken(token));
      case 1 -> Step.of("revoke token " + token, steps -> steps.revokeToken(token));
      case 2 -> Step.of("use token " + token, steps -> steps.useToken(token));
      case 3 ->
          Step.of("acquire " + lease + " by " + holder, steps -> steps.acquire(lease, holder));
      case 4 -> Step.of("take " + lease + " by " + holder, steps -> steps.take(lease, holder));
      case 5 ->
          Step.of("release " + lease + " by " + holder, steps -> steps.release(lease, holder));
      case 6 -> Step.of("keep house", Steps::keepHouse);
      case 7 ->
          Step.of(
              "register runtime version " + Universe.VERSIONS.get(one + 2),
              steps -> steps.registerRuntime(Universe.VERSIONS.get(one + 2)));
      default -> Step.of("send nonsense to " + installation, steps -> steps.nonsense(installation));
    };
  }

  private static Arbitrary<ProviderName> provider() {
    return Arbitraries.of(Universe.PROVIDERS);
  }

  private static Arbitrary<SemVer> version() {
    return Arbitraries.of(Universe.VERSIONS);
  }

  /** Often the one that is there from the beginning. */
  private static Arbitrary<SemVer> installed() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of(Universe.VERSIONS.getFirst())), Tuple.of(1, version()));
  }

  private static Arbitrary<InstallationId> installation() {
    return Arbitraries.of(Universe.INSTALLATIONS);
  }

  /** Mostly no idempotency key. */
  private static Arbitrary<List<String>> key() {
    return Arbitraries.of(
        List.of(),
        List.of(),
        List.of(),
        List.of(Universe.IDEMPOTENCY_KEYS.getFirst()),
        List.of(Universe.IDEMPOTENCY_KEYS.getLast()));
  }
}
