package dev.slipway.kit;

import static dev.slipway.kit.PackageWorld.LAKE;
import static dev.slipway.kit.PackageWorld.SCHEMA;
import static dev.slipway.kit.PackageWorld.at;
import static dev.slipway.kit.PackageWorld.body;
import static dev.slipway.kit.PackageWorld.importing;
import static dev.slipway.kit.PackageWorld.member;
import static dev.slipway.kit.PackageWorld.told;
import static dev.slipway.kit.PackageWorld.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.ImportDraft;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.packages.VersionDraft;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import dev.slipway.ports.driving.packages.ImportPackage.ImportCommand;
import dev.slipway.ports.driving.packages.ImportPackage.Importation;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import dev.slipway.ports.paging.NewestFirst;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Bringing a package in, in the order of section 1 of the contract's page on packages. */
class ImportPackageTest {

  private static final Caller.Member ACME = Slipway.operator("acme");
  private static final Caller.Member OTHER = Slipway.operator("other");

  private final PackageWorld world = new PackageWorld();

  private Importation bringIn(Caller.Member member, Json body) {
    return world.slipway().importPackage().bringIn(member, ImportCommand.of(body));
  }

  private static List<Finding> findings(Importation importation) {
    assertThat(importation).isInstanceOf(Importation.Invalid.class);
    return ((Importation.Invalid) importation).findings();
  }

  @Test
  void an_imported_package_is_there_with_its_first_version() {
    var body =
        importing(LAKE, world.pushed(LAKE, "1.0.0"))
            .with("description", Json.nothing())
            .with("display_image_url", Json.string("https://example.org/lake.svg"));

    var created = (Importation.Created) bringIn(ACME, body);

    var imported = created.imported();
    assertThat(imported.name()).isEqualTo("Lake");
    assertThat(imported.description()).isEmpty();
    assertThat(imported.displayImageUrl()).contains("https://example.org/lake.svg");
    assertThat(imported.source()).isEqualTo(new Source.Oci(LAKE));
    assertThat(imported.latest().semver()).isEqualTo(SemVer.of("1.0.0"));
    assertThat(imported.etag()).isEqualTo(Etag.FIRST);
    assertThat(imported.id().value()).matches("pkg_[0-9a-hjkmnp-tv-z]{26}");
    assertThat(world.slipway().packages().find(ACME, imported.id().value()))
        .isEqualTo(new Reading.Found<>(imported));
    assertThat(
            world
                .slipway()
                .packages()
                .version(ACME, imported.id().value(), imported.latest().id().value()))
        .isInstanceOf(Reading.Found.class);
  }

  @Test
  void whoever_has_no_request_at_hand_says_it_in_types() {
    var digest = world.registry().push(LAKE, "1.0.0", SCHEMA);
    var draft =
        new ImportDraft(
            "Lake",
            Optional.of("Water"),
            Optional.empty(),
            LAKE,
            new VersionDraft(
                SemVer.of("1.0.0"),
                new ContentReference(digest.text(), digest),
                SCHEMA,
                Optional.empty()));

    var importation = world.slipway().importPackage().bringIn(ACME, ImportCommand.of(draft));

    assertThat(importation).isInstanceOf(Importation.Created.class);
  }

  @Test
  void the_permission_comes_first() {
    var importation = bringIn(member("acme", "read", "write:packages/*"), Json.nothing());

    assertThat(importation)
        .isInstanceOfSatisfying(
            Importation.Forbidden.class,
            forbidden ->
                assertThat(forbidden.missing().name())
                    .isEqualTo("packages.import_published_package"));
    assertThat(
            bringIn(member("acme", "write:packages"), importing(LAKE, world.pushed(LAKE, "1.0.0"))))
        .isInstanceOf(Importation.Created.class);
  }

  @Test
  void everything_that_is_wrong_with_the_body_is_told_in_the_order_of_its_fields() {
    var body =
        Json.object()
            .put("version", Json.object().put("semver", "1").put("extra", 1).build())
            .put("oci_ref", "oci://user@registry.example.org/lake:tag")
            .put("display_image_url", "http://example.org/lake.svg")
            .put("description", "x".repeat(1_001))
            .put("name", "x".repeat(121))
            .put("surplus", 1)
            .build();

    assertThat(told(findings(bringIn(ACME, body))))
        .containsExactly(
            at("body/name", Reason.INVALID),
            at("body/description", Reason.INVALID),
            at("body/display_image_url", Reason.INVALID),
            at("body/oci_ref", Reason.INVALID),
            at("body/version/semver", Reason.INVALID),
            at("body/version/ref", Reason.REQUIRED),
            at("body/version/input_schema", Reason.REQUIRED),
            at("body/version/extra", Reason.UNKNOWN_FIELD),
            at("body/surplus", Reason.UNKNOWN_FIELD));
  }

  @Test
  void null_is_nothing_but_for_the_description() {
    var body =
        importing(LAKE, world.pushed(LAKE, "1.0.0").with("compatibility", Json.nothing()))
            .with("display_image_url", Json.nothing());

    assertThat(told(findings(bringIn(ACME, body))))
        .containsExactly(
            at("body/display_image_url", Reason.INVALID),
            at("body/version/compatibility", Reason.INVALID));
  }

  @Test
  void the_same_repository_in_any_spelling_is_refused_behind_the_body_and_before_the_registry() {
    var lake = world.imported(ACME, LAKE, "1.0.0");
    int looks = world.registry().looks().size();
    var again =
        importing(LAKE, body("2.0.0", ContentDigest.sha256(new byte[0]), SCHEMA))
            .with("oci_ref", Json.string("oci://REGISTRY.example.org:443/acme/lake"));

    assertThat(bringIn(ACME, again)).isEqualTo(new Importation.PackageExists(lake.id()));
    assertThat(findings(bringIn(ACME, again.with("name", Json.string(""))))).hasSize(1);
    assertThat(world.registry().looks()).hasSize(looks);
  }

  @Test
  void two_workspaces_may_import_the_same() {
    var one = world.imported(ACME, LAKE, "1.0.0");
    var two = world.imported(OTHER, LAKE, "1.0.0");

    assertThat(one.id()).isNotEqualTo(two.id());
    assertThat(world.slipway().packages().list(OTHER, NewestFirst.top(10)))
        .isInstanceOfSatisfying(
            Reading.Found.class,
            found ->
                assertThat(found.value())
                    .isEqualTo(new dev.slipway.ports.paging.Stretch<>(List.of(two), false)));
  }

  @Test
  void the_registry_s_refusals_are_told_at_the_version_and_its_address_at_the_package() {
    Map<Inspected, String> places =
        Map.of(
            new Inspected.NotFound(), at("body/version/ref", Reason.REF_NOT_FOUND),
            new Inspected.Invalid("no manifest"), at("body/version/ref", Reason.ARTIFACT_INVALID),
            new Inspected.AddressRefused(), at("body/oci_ref", Reason.ADDRESS_REFUSED));
    var body = importing(LAKE, world.pushed(LAKE, "1.0.0"));

    places.forEach(
        (outcome, place) -> {
          world.registry().script(LAKE, outcome);
          assertThat(told(findings(bringIn(ACME, body)))).containsExactly(place);
        });
  }

  @Test
  void a_registry_that_fails_stores_nothing() {
    var body = importing(LAKE, world.pushed(LAKE, "1.0.0"));
    world.registry().script(LAKE, new Inspected.TimedOut());

    assertThat(bringIn(ACME, body))
        .isInstanceOfSatisfying(
            Importation.RegistryFailed.class,
            failed ->
                assertThat(told(List.of(failed.finding())))
                    .containsExactly(at("body/version/ref", Reason.REGISTRY_TIMEOUT)));

    world.registry().recover(LAKE);
    assertThat(bringIn(ACME, body)).isInstanceOf(Importation.Created.class);
  }

  @Test
  void what_the_artifact_says_is_told_at_the_version() {
    var digest = world.registry().push(LAKE, "2.0.0", Json.object().put("title", "x").build());

    assertThat(told(findings(bringIn(ACME, importing(LAKE, body("1.0.0", digest, SCHEMA))))))
        .containsExactly(
            at("body/version/semver", Reason.VERSION_MISMATCH),
            at("body/version/input_schema", Reason.SCHEMA_MISMATCH));
  }

  @Test
  void the_same_request_under_a_key_is_answered_once_and_for_all() {
    var body = importing(LAKE, world.pushed(LAKE, "1.0.0"));
    var command = new ImportCommand(body, List.of(), under("k", body, made -> made.id().value()));
    var created = (Importation.Created) world.slipway().importPackage().bringIn(ACME, command);
    world.registry().script(LAKE, new Inspected.TimedOut());

    assertThat(world.slipway().importPackage().bringIn(ACME, command))
        .isEqualTo(
            new Importation.Again(
                new Repeated.Replayed(
                    new Rendered(201, Json.string(created.imported().id().value())))));
    assertThat(
            world
                .slipway()
                .importPackage()
                .bringIn(
                    ACME,
                    new ImportCommand(
                        Json.nothing(),
                        List.of(),
                        under("k", Json.nothing(), made -> made.id().value()))))
        .isEqualTo(new Importation.Again(new Repeated.KeyReused("k")));
  }

  @Test
  void a_ref_with_a_repository_must_name_the_package_s_own() {
    var version = world.pushed(LAKE, "1.0.0");
    var digest = world.registry().push(LAKE, "1.0.0", SCHEMA).text();
    var elsewhere = OciRepository.of("oci://registry.example.org/acme/river").text();

    assertThat(
            told(
                findings(
                    bringIn(
                        ACME,
                        importing(
                            LAKE, version.with("ref", Json.string(elsewhere + "@" + digest)))))))
        .containsExactly(at("body/version/ref", Reason.REF_INVALID));
    assertThat(
            bringIn(
                ACME,
                importing(
                    LAKE,
                    version.with(
                        "ref", Json.string("oci://Registry.Example.org/acme/lake@" + digest)))))
        .isInstanceOf(Importation.Created.class);
  }
}
