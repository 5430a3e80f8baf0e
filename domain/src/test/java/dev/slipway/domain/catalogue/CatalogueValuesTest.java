package dev.slipway.domain.catalogue;

import static dev.slipway.domain.catalogue.ReleaseSample.content;
import static dev.slipway.domain.catalogue.ReleaseSample.digest;
import static dev.slipway.domain.catalogue.ReleaseSample.release;
import static dev.slipway.domain.catalogue.ReleaseSample.schema;
import static dev.slipway.domain.catalogue.ReleaseSample.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.catalogue.Provider.Deleted;
import dev.slipway.domain.catalogue.Provider.Registered;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries of the catalogue and what they hold (contract/foundation.md section 4). */
class CatalogueValuesTest {

  private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant NOW = CREATED.plusSeconds(60);
  private static final Author ACME =
      new Author.Customer(new OrganizationId("org_1"), new Slug("acme"));
  private static final DisplayData DISPLAY =
      new DisplayData(
          "Database",
          "Tables and more",
          Optional.of("https://example.com/icon.png"),
          Optional.of("# Database"),
          List.of("sql", "storage"));

  static Stream<Arguments> otherContents() {
    var one = content();
    var schemas = one.schemas();
    return Stream.of(
        Arguments.of(
            "wheel_url",
            new WheelContent(
                WheelUrl.of("https://wheels.example.com/acme-1.0.1-py3-none-any.whl"),
                one.sha256(),
                one.packageName(),
                schemas,
                one.changelog(),
                one.entrypoint())),
        Arguments.of(
            "sha256",
            new WheelContent(
                one.wheelUrl(),
                Optional.of(digest("other")),
                one.packageName(),
                schemas,
                one.changelog(),
                one.entrypoint())),
        Arguments.of(
            "package_name",
            new WheelContent(
                one.wheelUrl(),
                one.sha256(),
                Optional.empty(),
                schemas,
                one.changelog(),
                one.entrypoint())),
        Arguments.of(
            "schemas",
            with(new ProviderSchemas(List.of(type("table")), schemas.config(), schemas.outputs()))),
        Arguments.of(
            "config_schema",
            with(new ProviderSchemas(schemas.resources(), Optional.empty(), schemas.outputs()))),
        Arguments.of(
            "outputs_schema",
            with(new ProviderSchemas(schemas.resources(), schemas.config(), Optional.empty()))),
        Arguments.of("changelog", ReleaseSample.withChangelog(one, Optional.of("Another"))),
        Arguments.of(
            "entrypoint",
            new WheelContent(
                one.wheelUrl(),
                one.sha256(),
                one.packageName(),
                schemas,
                one.changelog(),
                List.of("python"))));
  }

  private static WheelContent with(ProviderSchemas schemas) {
    var one = content();
    return new WheelContent(
        one.wheelUrl(),
        one.sha256(),
        one.packageName(),
        schemas,
        one.changelog(),
        one.entrypoint());
  }

  @Nested
  class The_content_of_a_version {

    @ParameterizedTest
    @MethodSource("dev.slipway.domain.catalogue.CatalogueValuesTest#otherContents")
    void differs_in_the_request_field_that_is_another(String field, WheelContent other) {
      assertThat(content().differencesTo(other)).containsExactly(field);
      assertThat(other.differencesTo(content())).containsExactly(field);
    }

    @Test
    void does_not_differ_from_the_same() {
      assertThat(content().differencesTo(content())).isEmpty();
    }

    @Test
    void compares_objects_and_numbers_by_value() {
      var one = Json.object().put("a", Json.number("1.0")).put("b", Json.bool(true)).build();
      var same = Json.object().put("b", Json.bool(true)).put("a", Json.number("1")).build();

      var differences =
          with(new ProviderSchemas(List.of(), Optional.of(one), Optional.empty()))
              .differencesTo(
                  with(new ProviderSchemas(List.of(), Optional.of(same), Optional.empty())));

      assertThat(differences).isEmpty();
    }

    @Test
    void may_be_a_wheel_alone() {
      var url = content().wheelUrl();

      assertThat(WheelContent.of(url))
          .isEqualTo(
              new WheelContent(
                  url,
                  Optional.empty(),
                  Optional.empty(),
                  ProviderSchemas.NONE,
                  Optional.empty(),
                  List.of()));
    }

    @Test
    void is_nobody_elses() {
      var entrypoint = new ArrayList<>(List.of("python"));
      var one = content();
      var made =
          new WheelContent(
              one.wheelUrl(),
              one.sha256(),
              one.packageName(),
              one.schemas(),
              one.changelog(),
              entrypoint);

      entrypoint.add("-m");

      assertThat(made.entrypoint()).containsExactly("python");
    }
  }

  @Nested
  class A_release {

    @Test
    void of_another_edition_is_otherwise_the_same() {
      var one = release("1.0.0", content());

      assertThat(one.inEdition(7))
          .isEqualTo(
              new Release(one.id(), one.content(), one.runtimeVersion(), 7, one.createdAt()));
    }
  }

  @Nested
  class Schemas {

    @Test
    void are_sorted_by_type() {
      assertThat(content().schemas().resources())
          .extracting(ResourceSchema::resource)
          .containsExactly("bucket", "table");
    }

    @Test
    void have_each_type_once() {
      var twice = List.of(type("table"), type("table"));

      assertThatThrownBy(() -> new ProviderSchemas(twice, Optional.empty(), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a resource type is given twice");
    }

    @Test
    void have_at_most_500_types() {
      assertThat(new ProviderSchemas(types(500), Optional.empty(), Optional.empty()).resources())
          .hasSize(500);
      assertThatThrownBy(() -> new ProviderSchemas(types(501), Optional.empty(), Optional.empty()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("at most 500 resource types");
    }

    @Test
    void of_outputs_count_as_none_when_they_say_nothing() {
      var empty =
          new ResourceSchema(
              "table",
              Optional.empty(),
              Optional.of(Json.object().build()),
              Optional.of(Json.object().build()));

      assertThat(empty.outputs()).isEmpty();
      assertThat(empty.config()).contains(Json.object().build());
      assertThat(
              new ResourceSchema(
                      "table", Optional.empty(), Optional.empty(), Optional.of(schema("out")))
                  .outputs())
          .contains(schema("out"));
    }

    private static List<ResourceSchema> types(int count) {
      return IntStream.range(0, count).mapToObj(number -> type("t" + number)).toList();
    }
  }

  @Nested
  class A_runtime_version {

    private final RuntimeVersion one =
        new RuntimeVersion(
            SemVer.of("3.1.0+a"), "registry.example.com/run:1", Optional.of("New"), CREATED);

    @Test
    void differs_in_image_changelog_and_build_metadata_but_not_in_time() {
      assertThat(
              one.differencesTo(
                  new RuntimeVersion(one.version(), one.imageUrl(), one.changelog(), NOW)))
          .isEmpty();
      assertThat(
              one.differencesTo(
                  new RuntimeVersion(one.version(), "other", one.changelog(), CREATED)))
          .containsExactly("image_url");
      assertThat(
              one.differencesTo(
                  new RuntimeVersion(one.version(), one.imageUrl(), Optional.empty(), CREATED)))
          .containsExactly("changelog");
      assertThat(
              one.differencesTo(
                  new RuntimeVersion(
                      SemVer.of("3.1.0+b"), one.imageUrl(), one.changelog(), CREATED)))
          .containsExactly("version");
    }

    @Test
    void names_every_difference_sorted() {
      var other = new RuntimeVersion(SemVer.of("3.1.0"), "other", Optional.empty(), NOW);

      assertThat(one.differencesTo(other)).containsExactly("changelog", "image_url", "version");
    }
  }

  @Nested
  class Display_data {

    @Test
    void is_the_short_name_where_nobody_said_more() {
      assertThat(DisplayData.named("database"))
          .isEqualTo(
              new DisplayData("database", "", Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void stays_where_an_edit_says_nothing() {
      assertThat(DISPLAY.with(DisplayData.Edit.NONE)).isEqualTo(DISPLAY);
    }

    @Test
    void is_cleared_by_empty_values() {
      var cleared =
          DISPLAY.with(
              new DisplayData.Edit(
                  Optional.empty(),
                  Optional.of(""),
                  Optional.of(""),
                  Optional.of(""),
                  Optional.of(List.of())));

      assertThat(cleared)
          .isEqualTo(
              new DisplayData("Database", "", Optional.empty(), Optional.empty(), List.of()));
    }

    @Test
    void takes_every_part_that_an_edit_gives() {
      var edited =
          DISPLAY.with(
              new DisplayData.Edit(
                  Optional.of("Store"),
                  Optional.of("Rows"),
                  Optional.of("https://example.com/new.png"),
                  Optional.of("# Store"),
                  Optional.of(List.of("rows"))));

      assertThat(edited)
          .isEqualTo(
              new DisplayData(
                  "Store",
                  "Rows",
                  Optional.of("https://example.com/new.png"),
                  Optional.of("# Store"),
                  List.of("rows")));
    }

    @Test
    void is_nobody_elses() {
      var tags = new ArrayList<>(List.of("sql"));
      var made = new DisplayData("x", "", Optional.empty(), Optional.empty(), tags);

      tags.clear();

      assertThat(made.tags()).containsExactly("sql");
    }
  }

  @Nested
  class An_entry {

    private final ProviderName name = ProviderName.of("acme", "database");
    private final Registered entry = new Registered(name, ACME, DISPLAY, 3, CREATED, CREATED);

    @Test
    void described_anew_changes_its_display_data_and_when_it_changed() {
      var next = DisplayData.named("database");

      assertThat(entry.described(next, NOW))
          .isEqualTo(new Registered(name, ACME, next, 3, CREATED, NOW));
    }

    @Test
    void described_as_it_is_does_not_change() {
      assertThat(entry.described(DISPLAY, NOW)).isSameAs(entry);
    }

    @Test
    void deleted_begins_another_edition() {
      assertThat(entry.deleted(NOW)).isEqualTo(new Deleted(name, ACME, DISPLAY, 4, CREATED, NOW));
    }

    @Test
    void registered_again_goes_on_with_that_edition() {
      var next = DisplayData.named("database");

      assertThat(entry.deleted(NOW).registeredAgain(next, NOW.plusSeconds(1)))
          .isEqualTo(new Registered(name, ACME, next, 4, CREATED, NOW.plusSeconds(1)));
    }
  }

  @Nested
  class An_author {

    @Test
    void is_one_organization_or_none() {
      assertThat(ACME.is(new OrganizationId("org_1"))).isTrue();
      assertThat(ACME.is(new OrganizationId("acme"))).isFalse();
      assertThat(new Author.Platform().is(new OrganizationId("platform"))).isFalse();
    }
  }
}
