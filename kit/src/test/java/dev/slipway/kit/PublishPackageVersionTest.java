package dev.slipway.kit;

import static dev.slipway.kit.PackageWorld.LAKE;
import static dev.slipway.kit.PackageWorld.SCHEMA;
import static dev.slipway.kit.PackageWorld.at;
import static dev.slipway.kit.PackageWorld.body;
import static dev.slipway.kit.PackageWorld.member;
import static dev.slipway.kit.PackageWorld.told;
import static dev.slipway.kit.PackageWorld.under;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driving.answer.Idempotency;
import dev.slipway.ports.driving.answer.Rendered;
import dev.slipway.ports.driving.answer.Repeated;
import dev.slipway.ports.driving.packages.DeletePackage.DeleteCommand;
import dev.slipway.ports.driving.packages.DeletePackage.Deletion;
import dev.slipway.ports.driving.packages.PublishPackageVersion.Publication;
import dev.slipway.ports.driving.packages.PublishPackageVersion.PublishCommand;
import dev.slipway.ports.driving.packages.ReadPackages.Reading;
import dev.slipway.ports.driving.registry.ManageRegistryConnections.Connecting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The order of judgement of section 1 of the contract's page on packages: one test a line, and one
 * for each order that matters.
 */
class PublishPackageVersionTest {

  private static final Caller.Member ACME = Slipway.operator("acme");
  private static final Caller.Member OTHER = Slipway.operator("other");

  private final PackageWorld world = new PackageWorld();
  private final RegisteredPackage lake = world.imported(ACME, LAKE, "1.0.0");

  @Nested
  class Step_3_the_permission {

    @Test
    void is_told_by_its_published_name_before_anything_else_is_looked_at() {
      var reader = member("acme", "read", "write:packages/pkg_other", "write:packages");

      var publication =
          world
              .slipway()
              .publishPackageVersion()
              .publish(reader, PublishCommand.of("nothing", Json.nothing()));

      assertThat(publication)
          .isInstanceOfSatisfying(
              Publication.Forbidden.class,
              forbidden ->
                  assertThat(forbidden.missing().name())
                      .isEqualTo("packages.import_published_package"));
    }

    @Test
    void over_the_one_package_is_enough() {
      var publisher = member("acme", "write:packages/" + lake.id());

      assertThat(world.publish(publisher, lake, world.pushed(LAKE, "1.1.0")))
          .isInstanceOf(Publication.Created.class);
    }
  }

  @Nested
  class Step_5_the_idempotency_key {

    private final JsonObject request = world.pushed(LAKE, "1.1.0");

    private Publication send(String key, JsonObject fingerprinted, String packageId, Json body) {
      return world
          .slipway()
          .publishPackageVersion()
          .publish(
              ACME,
              new PublishCommand(
                  packageId,
                  body,
                  List.of(),
                  under(key, fingerprinted, version -> version.id().value())));
    }

    @Test
    void answers_the_same_request_as_at_first_although_the_package_is_gone_since() {
      var first = send("k", request, lake.id().value(), request);
      var version = ((Publication.Created) first).version();
      var deletion =
          world
              .slipway()
              .deletePackage()
              .delete(
                  ACME, new DeleteCommand(lake.id().value(), "2", List.of(), Idempotency.none()));
      assertThat(deletion).isInstanceOf(Deletion.Deleted.class);

      var again = send("k", request, lake.id().value(), request);

      assertThat(again)
          .isEqualTo(
              new Publication.Again(
                  new Repeated.Replayed(new Rendered(201, Json.string(version.id().value())))));
    }

    @Test
    void of_another_request_is_refused_before_the_package_and_the_body_are_looked_at() {
      send("k", request, lake.id().value(), request);

      var other = send("k", SCHEMA, "pkg_unknown", Json.string("no object"));

      assertThat(other).isEqualTo(new Publication.Again(new Repeated.KeyReused("k")));
    }

    @Test
    void is_kept_for_what_took_effect_alone() {
      var refused = send("k", SCHEMA, lake.id().value(), SCHEMA);
      assertThat(refused).isInstanceOf(Publication.Invalid.class);

      assertThat(send("k", request, lake.id().value(), request))
          .isInstanceOf(Publication.Created.class);
    }

    @Test
    void belongs_to_one_workspace() {
      send("k", request, lake.id().value(), request);
      var own = world.imported(OTHER, LAKE, "1.0.0");

      var publication =
          world
              .slipway()
              .publishPackageVersion()
              .publish(
                  OTHER,
                  new PublishCommand(
                      own.id().value(),
                      request,
                      List.of(),
                      under("k", SCHEMA, version -> version.id().value())));

      assertThat(publication).isInstanceOf(Publication.Created.class);
    }

    @Test
    void of_two_at_once_lets_one_take_effect_and_answers_the_other_from_it() throws Exception {
      var outcomes = atOnce(8, index -> send("k", request, lake.id().value(), request));

      var created = outcomes.stream().filter(Publication.Created.class::isInstance).toList();
      assertThat(created).hasSize(1);
      var version = ((Publication.Created) created.getFirst()).version();
      assertThat(outcomes)
          .filteredOn(outcome -> !created.contains(outcome))
          .containsOnly(
              new Publication.Again(
                  new Repeated.Replayed(new Rendered(201, Json.string(version.id().value())))));
    }
  }

  @Nested
  class Step_6_the_package {

    @Test
    void that_is_unknown_or_another_workspace_s_or_impossible_is_told_before_the_body() {
      var nonsense = Json.string("no object");

      assertThat(publish(ACME, "pkg_unknown", nonsense)).isEqualTo(new Publication.NotFound());
      assertThat(publish(OTHER, lake.id().value(), nonsense)).isEqualTo(new Publication.NotFound());
      assertThat(publish(ACME, "no\u0000id", nonsense)).isEqualTo(new Publication.NotFound());
      assertThat(publish(ACME, "", nonsense)).isEqualTo(new Publication.NotFound());
    }

    private Publication publish(Caller.Member member, String id, Json body) {
      return world.slipway().publishPackageVersion().publish(member, PublishCommand.of(id, body));
    }
  }

  @Nested
  class Step_7_the_form {

    @Test
    void is_judged_as_a_whole_header_first_then_the_fields_in_their_order() {
      var header =
          Finding.at(List.of("header", "idempotency-key"), Reason.INVALID, "1 to 64 characters");
      var body =
          Json.object()
              .put("surplus", 1)
              .put("compatibility", Json.object().put("clusterTypes", Json.array()).build())
              .put("input_schema", Json.object().put("type", "string").put("required", 1).build())
              .put("ref", "latest")
              .put("semver", "v1")
              .build();

      var publication =
          world
              .slipway()
              .publishPackageVersion()
              .publish(
                  ACME,
                  new PublishCommand(lake.id().value(), body, List.of(header), Idempotency.none()));

      assertThat(told(findings(publication)))
          .containsExactly(
              at("header/idempotency-key", Reason.INVALID),
              at("body/semver", Reason.INVALID),
              at("body/ref", Reason.REF_INVALID),
              at("body/input_schema", Reason.SCHEMA_INVALID),
              at("body/input_schema", Reason.SCHEMA_INVALID),
              at("body/compatibility/clusterTypes", Reason.INVALID),
              at("body/compatibility/kubernetes", Reason.REQUIRED),
              at("body/compatibility/placement", Reason.REQUIRED),
              at("body/surplus", Reason.UNKNOWN_FIELD));
      assertThat(findings(publication))
          .extracting(Finding::metadata)
          .contains(Map.of("pointer", "/type"), Map.of("pointer", "/required"));
    }

    @Test
    void comes_before_the_semver_in_use_and_before_the_registry() {
      var used =
          body("1.0.0", ContentDigest.sha256(new byte[0]), SCHEMA).with("ref", Json.string("x"));
      int looks = world.registry().looks().size();

      assertThat(told(findings(world.publish(ACME, lake, used))))
          .containsExactly(at("body/ref", Reason.REF_INVALID));
      assertThat(world.registry().looks()).hasSize(looks);
    }

    @Test
    void of_a_body_that_is_no_object_or_not_there_is_one_finding() {
      assertThat(told(findings(world.publish(ACME, lake, Json.array()))))
          .containsExactly(at("body", Reason.INVALID));
      assertThat(told(findings(world.publish(ACME, lake, Json.nothing()))))
          .containsExactly(at("body", Reason.REQUIRED));
    }

    @Test
    void names_a_reference_that_leads_away_by_its_own_reason() {
      var schema = Json.object().put("$ref", "https://example.org/schema").build();

      assertThat(
              told(
                  findings(
                      world.publish(
                          ACME, lake, body("2.0.0", ContentDigest.sha256(new byte[0]), schema)))))
          .containsExactly(at("body/input_schema", Reason.REMOTE_REFERENCE));
    }
  }

  @Nested
  class Step_8_the_kind {

    private final RegisteredPackage hosted = hosted();

    private RegisteredPackage hosted() {
      var key = new PackageKey(ACME.organization().id(), new PackageId("pkg_hosted"));
      var digest = ContentDigest.sha256(new byte[] {1});
      var first =
          new PackageVersion(
              new PackageVersionId("pkgv_hosted"),
              key,
              SemVer.of("1.0.0"),
              new ContentReference(digest.text(), digest),
              SCHEMA,
              Optional.empty(),
              Verification.SCHEMA_ABSENT,
              PackageWorld.START);
      var made =
          new RegisteredPackage(
              key,
              "Hosted",
              Optional.empty(),
              Optional.empty(),
              new Source.Hosted("repo_1"),
              new LatestVersion(first.id(), first.semver()),
              Etag.FIRST,
              PackageWorld.START);
      assertThat(world.store().commits().commit(Commit.of(new Change.CreatePackage(made, first))))
          .isEqualTo(new Committed.Done());
      return made;
    }

    @Test
    void that_makes_its_versions_itself_takes_none() {
      assertThat(world.publish(ACME, hosted, world.pushed(LAKE, "2.0.0")))
          .isEqualTo(new Publication.NotOci());
    }

    @Test
    void comes_behind_the_form_and_before_the_semver_in_use() {
      assertThat(world.publish(ACME, hosted, SCHEMA)).isInstanceOf(Publication.Invalid.class);
      assertThat(world.publish(ACME, hosted, world.pushed(LAKE, "1.0.0")))
          .isEqualTo(new Publication.NotOci());
    }
  }

  @Nested
  class Step_9_the_semver_in_use {

    @Test
    void is_told_with_the_version_that_has_it_and_no_registry_is_asked() {
      int looks = world.registry().looks().size();

      var publication =
          world.publish(ACME, lake, body("1.0.0+other", ContentDigest.sha256(new byte[0]), SCHEMA));

      assertThat(publication)
          .isEqualTo(new Publication.SemVerExists(lake.latest().id(), SemVer.of("1.0.0")));
      assertThat(world.registry().looks()).hasSize(looks);
    }

    @Test
    void is_told_of_the_very_same_content_too() {
      assertThat(world.publish(ACME, lake, world.pushed(LAKE, "1.0.0")))
          .isEqualTo(new Publication.SemVerExists(lake.latest().id(), SemVer.of("1.0.0")));
    }
  }

  @Nested
  class Step_10_the_registry {

    private Publication ending(Inspected outcome) {
      var version = world.pushed(LAKE, "2.0.0");
      world.registry().script(LAKE, outcome);
      return world.publish(ACME, lake, version);
    }

    @Test
    void that_refuses_is_a_finding_at_the_ref() {
      Map<Inspected, Reason> refusals =
          Map.of(
              new Inspected.NotFound(), Reason.REF_NOT_FOUND,
              new Inspected.Denied(), Reason.REGISTRY_DENIED,
              new Inspected.Mismatch(), Reason.REF_MISMATCH,
              new Inspected.Invalid("no akua.toml"), Reason.ARTIFACT_INVALID,
              new Inspected.AddressRefused(), Reason.ADDRESS_REFUSED);

      refusals.forEach(
          (outcome, reason) ->
              assertThat(told(findings(ending(outcome)))).containsExactly(at("body/ref", reason)));
    }

    @Test
    void that_fails_is_worth_another_try_and_nothing_is_stored() {
      Map<Inspected, Reason> failures =
          Map.of(
              new Inspected.Unavailable("down"), Reason.REGISTRY_UNAVAILABLE,
              new Inspected.TimedOut(), Reason.REGISTRY_TIMEOUT,
              new Inspected.InvalidAnswer("no HTTP"), Reason.REGISTRY_INVALID_ANSWER);

      failures.forEach(
          (outcome, reason) ->
              assertThat(ending(outcome))
                  .isInstanceOfSatisfying(
                      Publication.RegistryFailed.class,
                      failed ->
                          assertThat(told(List.of(failed.finding())))
                              .containsExactly(at("body/ref", reason))));
      assertThat(world.slipway().packages().find(ACME, lake.id().value()))
          .isEqualTo(new Reading.Found<>(lake));
      world.registry().recover(LAKE);
      assertThat(world.publish(ACME, lake, world.pushed(LAKE, "2.0.0")))
          .isInstanceOf(Publication.Created.class);
    }

    @Test
    void is_shown_the_credential_of_the_own_workspace_alone() {
      world.registry().guard(LAKE.registry(), new RegistryCredential.Basic("robot", "secret"));
      var own = world.pushed(LAKE, "2.0.0");
      connect(OTHER);

      assertThat(told(findings(world.publish(ACME, lake, own))))
          .containsExactly(at("body/ref", Reason.REGISTRY_DENIED));

      connect(ACME);
      assertThat(world.publish(ACME, lake, own)).isInstanceOf(Publication.Created.class);
    }

    private void connect(Caller.Member member) {
      assertThat(
              world
                  .slipway()
                  .registryConnections()
                  .connect(member, RegistryConnectionsTest.basic("registry.example.org")))
          .isInstanceOf(Connecting.Created.class);
    }
  }

  @Nested
  class Steps_11_and_12_what_the_artifact_says {

    private final JsonObject other = Json.object().put("title", "Other").build();

    @Test
    void of_its_version_and_its_schema_is_told_together_the_version_first() {
      var digest = world.registry().push(LAKE, "3.0.0", other);

      assertThat(told(findings(world.publish(ACME, lake, body("2.0.0", digest, SCHEMA)))))
          .containsExactly(
              at("body/semver", Reason.VERSION_MISMATCH),
              at("body/input_schema", Reason.SCHEMA_MISMATCH));
    }

    @Test
    void of_its_version_is_compared_as_text() {
      var digest = world.registry().push(LAKE, "2.0.0+b", SCHEMA);

      assertThat(told(findings(world.publish(ACME, lake, body("2.0.0", digest, SCHEMA)))))
          .containsExactly(at("body/semver", Reason.VERSION_MISMATCH));
    }

    @Test
    void of_its_schema_is_compared_by_its_meaning_and_the_given_text_is_kept() {
      var given = Json.object().put("b", Json.number("1.0")).put("a", Json.number("100")).build();
      var same = Json.object().put("a", Json.number("1e2")).put("b", 1).build();
      var digest = world.registry().push(LAKE, "2.0.0", same);

      var publication = world.publish(ACME, lake, body("2.0.0", digest, given));

      assertThat(publication)
          .isInstanceOfSatisfying(
              Publication.Created.class,
              created -> {
                assertThat(created.version().inputSchema().toText()).isEqualTo(given.toText());
                assertThat(created.version().verification()).isEqualTo(Verification.SCHEMA_MATCHED);
              });
    }

    @Test
    void may_lack_a_schema_unless_the_operator_wants_one() {
      var digest = world.registry().push(LAKE, "2.0.0");
      var strict = new PackageWorld(Settings.defaults().withRequireEmbeddedSchema(true));
      var strictLake = strict.imported(ACME, LAKE, "1.0.0");
      strict.registry().push(LAKE, "2.0.0");

      var lenient = world.publish(ACME, lake, body("2.0.0", digest, SCHEMA));
      var refused = strict.publish(ACME, strictLake, body("2.0.0", digest, SCHEMA));

      assertThat(lenient)
          .isInstanceOfSatisfying(
              Publication.Created.class,
              created ->
                  assertThat(created.version().verification())
                      .isEqualTo(Verification.SCHEMA_ABSENT));
      assertThat(told(findings(refused)))
          .containsExactly(at("body/input_schema", Reason.SCHEMA_MISSING));
    }
  }

  @Nested
  class Step_13_the_store {

    @Test
    void keeps_what_was_sent() {
      var where =
          Json.object()
              .put("clusterTypes", Json.array(Json.string("managed_kaas")))
              .put("kubernetes", Json.object().build())
              .put("placement", Json.object().put("providers", "any").put("regions", "any").build())
              .build();
      var sent = world.pushed(LAKE, "2.0.0").with("compatibility", where);
      world.moveTo(PackageWorld.START.plusSeconds(60));

      var created = (Publication.Created) world.publish(ACME, lake, sent);

      var version = created.version();
      assertThat(version.semver()).isEqualTo(SemVer.of("2.0.0"));
      assertThat(version.compatibility().orElseThrow().toJson()).isEqualTo(where);
      assertThat(version.createdAt()).isEqualTo(PackageWorld.START.plusSeconds(60));
      assertThat(version.id().value()).matches("pkgv_[0-9a-hjkmnp-tv-z]{26}");
      assertThat(world.slipway().packages().version(ACME, lake.id().value(), version.id().value()))
          .isEqualTo(new Reading.Found<>(version));
      assertThat(world.slipway().packages().find(ACME, lake.id().value()))
          .isEqualTo(new Reading.Found<>(lake.with(version)));
    }

    @Test
    void judges_the_semver_again_of_many_at_once_exactly_one_is_registered() throws Exception {
      var bodies = IntStream.range(0, 8).mapToObj(i -> world.pushed(LAKE, "2.0.0+b" + i)).toList();

      var outcomes = atOnce(8, index -> world.publish(ACME, lake, bodies.get(index)));

      var created = outcomes.stream().filter(Publication.Created.class::isInstance).toList();
      assertThat(created).hasSize(1);
      var version = ((Publication.Created) created.getFirst()).version();
      assertThat(outcomes)
          .filteredOn(outcome -> !created.contains(outcome))
          .containsOnly(new Publication.SemVerExists(version.id(), version.semver()));
    }

    @Test
    void lets_all_who_publish_different_versions_at_once_succeed() throws Exception {
      var bodies =
          IntStream.range(0, 8).mapToObj(i -> world.pushed(LAKE, "2." + i + ".0")).toList();

      var outcomes = atOnce(8, index -> world.publish(ACME, lake, bodies.get(index)));

      assertThat(outcomes).hasOnlyElementsOfType(Publication.Created.class);
      var found = world.store().packages().find(lake.key()).orElseThrow();
      assertThat(found.latest().semver()).isEqualTo(SemVer.of("2.7.0"));
      assertThat(found.etag()).isEqualTo(new Etag(9));
    }
  }

  private static List<Finding> findings(Publication publication) {
    assertThat(publication).isInstanceOf(Publication.Invalid.class);
    return ((Publication.Invalid) publication).findings();
  }

  /** Runs one thing in many threads. */
  private interface Runner {
    Publication run(int index);
  }

  private static List<Publication> atOnce(int threads, Runner runner) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks =
          IntStream.range(0, threads)
              .<Callable<Publication>>mapToObj(index -> () -> runner.run(index))
              .toList();
      var outcomes = new ArrayList<Publication>();
      for (Future<Publication> outcome : executor.invokeAll(tasks)) {
        outcomes.add(outcome.get());
      }
      return outcomes;
    }
  }
}
