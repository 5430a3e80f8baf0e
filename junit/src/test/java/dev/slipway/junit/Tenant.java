package dev.slipway.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.SettingsEdit;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.installation.InstallationView;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.Publication;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion.PublishCommand;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers.RegisterCommand;
import dev.slipway.ports.driving.catalogue.YankProviderVersion.Yanking;
import dev.slipway.ports.driving.installation.InstallProvider.InstallCommand;
import dev.slipway.ports.driving.installation.InstallationAnswer;
import dev.slipway.ports.driving.installation.ReadInstallations.Found;
import java.util.Optional;

/** What the tenant {@code acme} does in these tests, in words. */
final class Tenant {

  static final ProviderName DATABASE = ProviderName.of("acme/database");

  private final Caller acme = Slipway.operator("acme");
  private final Slipway slipway;

  Tenant(Slipway slipway) {
    this.slipway = slipway;
  }

  Tenant registersARuntimeVersion() {
    var registered =
        slipway
            .runtimeVersions()
            .register(acme, RegisterCommand.of(SemVer.of("1.0.0"), "example/runtime:1"));
    assertThat(registered.getClass().getSimpleName()).isEqualTo("Created");
    return this;
  }

  Tenant publishes(String version) {
    return publishes(version, "");
  }

  Tenant publishes(String version, String script) {
    var url =
        "https://wheels.example/database-"
            + version.replace("-", "")
            + "-py3-none-any.whl"
            + (script.isEmpty() ? "" : "?simulate=" + script);
    var content = WheelContent.of(WheelUrl.parse(url).orElseThrow());
    var published =
        slipway.publish().publish(acme, PublishCommand.of(DATABASE, SemVer.of(version), content));
    assertThat(published).isInstanceOf(Publication.Created.class);
    return this;
  }

  Tenant yanks(String version) {
    var yanked =
        slipway.yank().yank(acme, new VersionId(DATABASE, SemVer.of(version)), Optional.empty());
    assertThat(yanked).isInstanceOf(Yanking.Done.class);
    return this;
  }

  Tenant installs(String version) {
    return installs(version, UpgradePolicy.MANUAL);
  }

  Tenant installs(String version, UpgradePolicy policy) {
    var command =
        InstallCommand.latest(DATABASE)
            .at(new VersionChoice.Exact(SemVer.of(version)))
            .with(policy);
    assertThat(slipway.install().install(acme, command))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Tenant upgradesTo(String version) {
    assertThat(
            slipway.change().upgrade(acme, DATABASE, new VersionChoice.Exact(SemVer.of(version))))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Tenant downgradesTo(String version) {
    assertThat(slipway.change().downgrade(acme, DATABASE, SemVer.of(version)))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Tenant redeploys() {
    assertThat(slipway.change().redeploy(acme, DATABASE, new VersionChoice.None()))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Tenant configures(SettingsEdit edit) {
    assertThat(slipway.change().configure(acme, DATABASE, edit))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Tenant uninstalls() {
    assertThat(slipway.change().uninstall(acme, DATABASE))
        .isInstanceOf(InstallationAnswer.Accepted.class);
    return this;
  }

  Installation installation() {
    return view().installation().value();
  }

  InstallationView view() {
    return ((Found.Installation) slipway.installations().installation(acme, DATABASE))
        .installation();
  }

  boolean hasInstalled() {
    return slipway.installations().installation(acme, DATABASE) instanceof Found.Installation;
  }

  String state() {
    return hasInstalled() ? installation().state().word() : "gone";
  }

  String runs() {
    return installation()
        .details()
        .running()
        .map(rollout -> rollout.specification().version().text())
        .orElse("nothing");
  }

  String health() {
    return view().registration().map(one -> one.value().health().word()).orElse("unheard");
  }
}
