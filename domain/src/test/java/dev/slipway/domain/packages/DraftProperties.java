package dev.slipway.domain.packages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.ContentReference;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.version.SemVer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every body and every draft. */
class DraftProperties {

  private static final OciRepository LAKE = OciRepository.of("oci://registry.example.org/lake");

  @Property
  void a_draft_reads_back_from_its_body(@ForAll("drafts") ImportDraft draft) {
    assertThat(ImportDraft.read(draft.toJson(), schema -> List.of()))
        .isEqualTo(new Read.Valid<>(draft));
  }

  @Property
  void the_version_of_a_well_formed_body_is_found_without_judging_it(
      @ForAll("drafts") ImportDraft draft) {
    assertThat(VersionDraft.semverIn(draft.version().toJson())).contains(draft.version().semver());
  }

  /** Whatever is sent, the answer is a draft, or findings that are inside the body. */
  @Property
  void a_body_of_any_kind_is_read_or_refused(@ForAll("bodies") Json body) {
    var read = VersionDraft.read(body, Optional.of(LAKE), schema -> List.of());

    assertThat(read.findings())
        .hasSizeLessThanOrEqualTo(ClosedForm.MAX_FINDINGS)
        .extracting(Finding::path)
        .allSatisfy(path -> assertThat(path).startsWith("body"));
    assertThat(read instanceof Read.Valid<VersionDraft>).isEqualTo(read.findings().isEmpty());
  }

  @Provide
  Arbitrary<ImportDraft> drafts() {
    var texts = Arbitraries.strings().withCharRange(' ', '~').ofMinLength(1).ofMaxLength(20);
    var digest = ContentDigest.sha256(new byte[] {1});
    var references =
        Arbitraries.of(
            new ContentReference(digest.text(), digest),
            new ContentReference("oci://REGISTRY.example.org/lake@" + digest.text(), digest));
    return Combinators.combine(
            texts,
            texts.optional(),
            Arbitraries.of("https://example.org/a.svg").optional(),
            Arbitraries.of("1.0.0", "2.0.0-rc.1+b").map(SemVer::of),
            references,
            new CompatibilityProperties().compatibilities().optional())
        .as(
            (name, description, image, semver, ref, compatibility) ->
                new ImportDraft(
                    name,
                    description,
                    image,
                    LAKE,
                    new VersionDraft(
                        semver, ref, Json.object().put("title", name).build(), compatibility)));
  }

  @Provide
  Arbitrary<Json> bodies() {
    Arbitrary<Json> leaf =
        Arbitraries.of(
            Json.nothing(),
            Json.number(1),
            Json.bool(true),
            Json.string(""),
            Json.string("1.0.0"),
            Json.string("\u0000\ud800"),
            Json.array(),
            Json.object().build());
    var names =
        Arbitraries.of(
            "semver", "ref", "input_schema", "compatibility", "clusterTypes", "kubernetes", "x");
    Arbitrary<Json> tree =
        Arbitraries.lazyOf(
            () -> leaf,
            () -> leaf.list().ofMaxSize(3).map(Json::array),
            () -> Arbitraries.maps(names, bodies()).ofMaxSize(4).map(Json.JsonObject::new));
    return tree;
  }
}
