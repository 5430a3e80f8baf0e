package dev.slipway.kit;

import static dev.slipway.kit.PackageWorld.LAKE;
import static dev.slipway.kit.PackageWorld.SCHEMA;
import static dev.slipway.kit.PackageWorld.at;
import static dev.slipway.kit.PackageWorld.member;
import static dev.slipway.kit.PackageWorld.told;
import static dev.slipway.kit.PackageWorld.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.Compatibility.Mismatch;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import dev.slipway.ports.driving.packages.DeletePackage.DeleteCommand;
import dev.slipway.ports.driving.packages.DeletePackage.Deletion;
import dev.slipway.ports.driving.packages.PublishPackageVersion.Publication;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.driving.packages.ReadPackages.CompatibilityAnswer;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.Stretch;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Looking at packages and deleting them. */
class PackagesTest {

  private static final Caller.Member ACME = Slipway.operator("acme");
  private static final Caller.Member OTHER = Slipway.operator("other");

  private final PackageWorld world = new PackageWorld();
  private final RegisteredPackage lake = world.imported(ACME, LAKE, "1.0.0");
  private final ReadPackages packages = world.slipway().packages();

  @Nested
  class Looking {

    @Test
    void shows_packages_newest_first_part_by_part() {
      world.moveTo(PackageWorld.START.plusSeconds(1));
      var river =
          world.imported(ACME, OciRepository.of("oci://registry.example.org/river"), "1.0.0");

      assertThat(packages.list(ACME, NewestFirst.top(1)))
          .isEqualTo(new Reading.Found<>(new Stretch<>(List.of(river), true)));
      assertThat(
              packages.list(
                  ACME,
                  NewestFirst.behind(
                      1, new NewestFirst.Place(river.createdAt(), river.id().value()))))
          .isEqualTo(new Reading.Found<>(new Stretch<>(List.of(lake), false)));
    }

    @Test
    void shows_versions_and_what_they_ask_for() {
      var version = world.published(ACME, lake, "2.0.0");
      var id = lake.id().value();

      assertThat(packages.version(ACME, id, version.id().value()))
          .isEqualTo(new Reading.Found<>(version));
      assertThat(packages.inputs(ACME, id, version.id().value()))
          .isEqualTo(new Reading.Found<>(SCHEMA));
      assertThat(packages.versions(ACME, id, NewestFirst.top(10)))
          .isInstanceOfSatisfying(
              Reading.Found.class,
              found -> assertThat(((Stretch<?>) found.value()).items()).hasSize(2));
    }

    @Test
    void shows_what_is_another_s_or_impossible_as_what_is_not_there() {
      var version = lake.latest().id().value();
      var river =
          world.imported(ACME, OciRepository.of("oci://registry.example.org/river"), "1.0.0");

      for (String id : List.of("pkg_none", "no\u0000id", "", lake.id().value() + "x")) {
        assertThat(packages.find(ACME, id)).isEqualTo(new Reading.NotFound<>());
        assertThat(packages.versions(ACME, id, NewestFirst.top(1)))
            .isEqualTo(new Reading.NotFound<>());
        assertThat(packages.version(ACME, id, version)).isEqualTo(new Reading.NotFound<>());
      }
      assertThat(packages.find(OTHER, lake.id().value())).isEqualTo(new Reading.NotFound<>());
      assertThat(packages.versions(OTHER, lake.id().value(), NewestFirst.top(1)))
          .isEqualTo(new Reading.NotFound<>());
      assertThat(packages.version(OTHER, lake.id().value(), version))
          .isEqualTo(new Reading.NotFound<>());
      assertThat(packages.inputs(OTHER, lake.id().value(), version))
          .isEqualTo(new Reading.NotFound<>());
      assertThat(packages.version(ACME, river.id().value(), version))
          .isEqualTo(new Reading.NotFound<>());
      assertThat(packages.version(ACME, lake.id().value(), "no\u0000id"))
          .isEqualTo(new Reading.NotFound<>());
    }

    @Test
    void needs_a_right_over_the_package_or_over_the_list() {
      var id = lake.id().value();
      var version = lake.latest().id().value();
      var ofOne = member("acme", "read:packages/" + id);
      var ofList = member("acme", "read:packages");

      assertThat(packages.find(ofOne, id)).isEqualTo(new Reading.Found<>(lake));
      assertThat(packages.inputs(ofOne, id, version)).isEqualTo(new Reading.Found<>(SCHEMA));
      assertThat(packages.list(ofOne, NewestFirst.top(1)))
          .isEqualTo(new Reading.Forbidden<>(Permission.listPackages()));
      assertThat(packages.list(ofList, NewestFirst.top(1))).isInstanceOf(Reading.Found.class);
      assertThat(packages.find(ofList, id))
          .isEqualTo(new Reading.Forbidden<>(Permission.readPackage(id)));
      assertThat(packages.version(ofList, id, version))
          .isEqualTo(new Reading.Forbidden<>(Permission.readVersion(id)));
      assertThat(packages.inputs(ofList, id, version))
          .isEqualTo(new Reading.Forbidden<>(Permission.readInputs(id)));
    }
  }

  @Nested
  class Checking_a_cluster {

    @Test
    void tells_every_reason_why_it_does_not_fit() {
      var where =
          Json.object()
              .put("clusterTypes", Json.array(Json.string("managed_kaas")))
              .put("kubernetes", Json.object().put("minVersion", "1.27").build())
              .put(
                  "placement",
                  Json.object()
                      .put("providers", "any")
                      .put("regions", Json.array(Json.string("eu")))
                      .build())
              .build();
      var created =
          (Publication.Created)
              world.publish(ACME, lake, world.pushed(LAKE, "2.0.0").with("compatibility", where));
      var cluster =
          Json.object()
              .put(
                  "cluster",
                  Json.object()
                      .put("type", "managed_kaas")
                      .put("kubernetes_version", "v1.26.9-gke.100")
                      .build())
              .build();

      var answer = check(created.version().id().value(), cluster);

      assertThat(answer).isInstanceOf(CompatibilityAnswer.Judged.class);
      assertThat(((CompatibilityAnswer.Judged) answer).compatible()).isFalse();
      assertThat(((CompatibilityAnswer.Judged) answer).reasons())
          .extracting(Mismatch::clause)
          .containsExactly("kubernetes.minVersion", "placement.regions");
    }

    @Test
    void fits_everywhere_where_nothing_is_said() {
      var answer =
          check(
              lake.latest().id().value(),
              Json.object().put("cluster", Json.object().build()).build());

      assertThat(answer).isEqualTo(new CompatibilityAnswer.Judged(List.of()));
    }

    @Test
    void judges_the_version_before_what_is_told() {
      assertThat(check("pkgv_none", Json.nothing())).isEqualTo(new CompatibilityAnswer.NotFound());
      assertThat(check(lake.latest().id().value(), Json.nothing()))
          .isInstanceOfSatisfying(
              CompatibilityAnswer.Invalid.class,
              invalid ->
                  assertThat(told(invalid.findings()))
                      .containsExactly(at("body", Reason.REQUIRED)));
    }

    private CompatibilityAnswer check(String version, Json body) {
      return packages.checkCompatibility(ACME, lake.id().value(), version, body);
    }
  }

  @Nested
  class Deleting {

    private Deletion delete(Caller.Member member, String id, String etag, Finding... besides) {
      return world
          .slipway()
          .deletePackage()
          .delete(member, new DeleteCommand(id, etag, List.of(besides), Idempotency.none()));
    }

    @Test
    void takes_the_package_and_its_versions_away() {
      var deletion = world.slipway().deletePackage().delete(ACME, DeleteCommand.of(lake));

      assertThat(deletion).isEqualTo(new Deletion.Deleted(lake));
      assertThat(packages.find(ACME, lake.id().value())).isEqualTo(new Reading.NotFound<>());
      assertThat(packages.version(ACME, lake.id().value(), lake.latest().id().value()))
          .isEqualTo(new Reading.NotFound<>());
      world.imported(ACME, LAKE, "1.0.0");
    }

    @Test
    void judges_the_right_then_the_package_then_the_header_then_the_etag() {
      var missing =
          Finding.at(List.of("header", "if-match"), Reason.REQUIRED, "If-Match is required");

      assertThat(delete(member("acme", "read"), "pkg_none", "1", missing))
          .isEqualTo(new Deletion.Forbidden(Permission.deletePackage("pkg_none")));
      assertThat(delete(ACME, "pkg_none", "", missing)).isEqualTo(new Deletion.NotFound());
      assertThat(delete(OTHER, lake.id().value(), "1")).isEqualTo(new Deletion.NotFound());
      assertThat(delete(ACME, lake.id().value(), "", missing))
          .isEqualTo(new Deletion.Invalid(List.of(missing)));
      assertThat(delete(ACME, lake.id().value(), "2")).isEqualTo(new Deletion.Moved(Etag.FIRST));
      assertThat(delete(ACME, lake.id().value(), "01")).isEqualTo(new Deletion.Moved(Etag.FIRST));
      assertThat(delete(ACME, lake.id().value(), "1")).isInstanceOf(Deletion.Deleted.class);
    }

    @Test
    void fails_for_whoever_has_not_seen_the_newest_version() {
      world.published(ACME, lake, "2.0.0");

      assertThat(world.slipway().deletePackage().delete(ACME, DeleteCommand.of(lake)))
          .isEqualTo(new Deletion.Moved(new Etag(2)));
    }

    @Test
    void is_answered_again_under_its_key_although_the_package_is_gone() {
      var command =
          new DeleteCommand(
              lake.id().value(), "1", List.of(), under("k", SCHEMA, gone -> gone.id().value()));
      assertThat(world.slipway().deletePackage().delete(ACME, command))
          .isInstanceOf(Deletion.Deleted.class);

      assertThat(world.slipway().deletePackage().delete(ACME, command))
          .isEqualTo(
              new Deletion.Again(
                  new Repeated.Replayed(new Rendered(201, Json.string(lake.id().value())))));
    }
  }
}
