package dev.slipway.portstck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.ProviderSample;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code Catalogue} owes its callers when they list and search. */
public interface CatalogueSearchContract extends StoreContract {

  // Who sees what.

  @Test
  default void everybody_sees_what_has_something_published() {
    given().published("acme/db", "1.0.0");
    given().published("platform/queue", "1.0.0-rc.1");
    given().provider("acme/draft");
    given().version(Samples.aProviderVersion("acme/withdrawn", "1.0.0").yanked());

    assertThat(names(everybody())).containsExactly("acme/db", "platform/queue");
    assertThat(listed(everybody()).total()).isEqualTo(2);
  }

  @Test
  default void insiders_see_their_own_unpublished_providers_too_and_no_others() {
    given().published("other/db", "1.0.0");
    given().provider("acme/draft");
    given().provider("other/draft");
    given().provider("platform/draft");

    assertThat(names(insider("acme"))).containsExactly("acme/draft", "other/db");
    assertThat(names(insider("other"))).containsExactly("other/db", "other/draft");
    assertThat(names(insider("nobody"))).containsExactly("other/db");
    assertThat(listed(insider("acme")).total()).isEqualTo(2);
  }

  @Test
  default void ones_own_are_ones_own_alone() {
    given().published("acme/db", "1.0.0");
    given().provider("acme/draft");
    given().published("acme-two/db", "1.0.0");
    given().published("platform/db", "1.0.0");

    assertThat(names(own("acme"))).containsExactly("acme/db", "acme/draft");
    assertThat(listed(own("acme")).total()).isEqualTo(2);
    assertThat(names(own("nobody"))).isEmpty();
    assertThat(names(new CatalogueQuery(Optional.empty(), true, "", List.of(), Paging.first())))
        .isEmpty();
  }

  @Test
  default void a_provider_leaves_the_list_with_its_last_published_version_and_comes_back() {
    given().published("acme/db", "1.0.0");
    var version = Samples.aProviderVersion("acme/db", "1.0.0");
    var name = ProviderName.of("acme/db");
    given()
        .committed(
            new Change.PutProviderVersion(version.yanked(), new Expected.At(Revision.FIRST)),
            new Change.CountProvider(name, -1, 0, 0));
    assertThat(listed(everybody()).total()).isZero();
    assertThat(names(insider("acme"))).containsExactly("acme/db");

    given()
        .committed(
            new Change.PutProviderVersion(version.published(), new Expected.At(new Revision(2))),
            new Change.CountProvider(name, 1, 0, 0));

    assertThat(names(everybody())).containsExactly("acme/db");
    assertThat(names(insider("acme"))).containsExactly("acme/db");
  }

  @Test
  default void what_is_listed_is_what_is_found_one_by_one() {
    given().published("acme/db", "1.0.0", "2.0.0-rc.1");
    given().installation(Samples.anInstallation("one", "acme/db").ready());

    var listed = listed(everybody()).items();

    assertThat(listed)
        .containsExactly(store().catalogue().provider(ProviderName.of("acme/db")).orElseThrow());
  }

  // Order and pages.

  @Test
  default void the_order_is_that_of_canonical_names_code_unit_by_code_unit() {
    var names =
        List.of("a/b", "a/b-c", "a/b0", "a-b/c", "a0/a", "a/bb", "b/a", "platform/a", "a-/-a");
    var valid = names.stream().filter(name -> !name.equals("a-/-a")).toList();

    valid.forEach(name -> given().published(name, "1.0.0"));

    assertThat(names(everybody())).isEqualTo(valid.stream().sorted().toList());
  }

  @Test
  default void a_page_starts_behind_its_key_whether_or_not_that_is_there() {
    for (String name : List.of("acme/a", "acme/c", "acme/e", "acme/g")) {
      given().published(name, "1.0.0");
    }
    given().provider("acme/d");

    assertThat(names(after("acme/c", 2))).containsExactly("acme/e", "acme/g");
    assertThat(names(after("acme/b", 2))).containsExactly("acme/c", "acme/e");
    assertThat(names(after("", 2))).containsExactly("acme/a", "acme/c");
    assertThat(names(after("acme", 1))).containsExactly("acme/a");
    assertThat(names(after("acme/g", 2))).isEmpty();
    assertThat(names(after("~", 2))).isEmpty();
    assertThat(names(after("é😀", 2))).isEmpty();
    assertThat(names(after("' OR 1=1 --", 1))).containsExactly("acme/a");
    assertThat(listed(after("acme/g", 2)).total()).as("the whole").isEqualTo(4);
  }

  @Test
  default void all_pages_together_are_the_whole_list_for_insiders_too() {
    var all = new ArrayList<String>();
    for (int i = 0; i < 23; i++) {
      var name = "acme/p" + (char) ('a' + i * 7 % 23);
      all.add(name);
      if (i % 3 == 0) {
        given().provider(name);
      } else {
        given().published(name, "1.0.0");
      }
      given().provider("other/p" + i);
    }

    var paged = new ArrayList<String>();
    var byOffset = new ArrayList<String>();
    for (int i = 0; i < 6; i++) {
      var key = paged.isEmpty() ? "" : paged.getLast();
      paged.addAll(names(insider("acme", new Paging(4, new Paging.After(key)))));
      byOffset.addAll(names(insider("acme", new Paging(4, new Paging.Offset(i * 4)))));
    }

    assertThat(paged).isEqualTo(all.stream().sorted().toList()).isEqualTo(byOffset);
  }

  // Text.

  @Test
  default void text_is_looked_for_in_name_display_name_and_description() {
    published(Samples.aProvider("acme/one").named("First").describedAs("Stores blobs"));
    published(Samples.aProvider("acme/two").named("Blob store").describedAs("Nothing"));
    published(Samples.aProvider("acme/blob").named("Third").describedAs("Nothing"));
    published(Samples.aProvider("acme/four").named("Fourth").describedAs("Nothing"));

    assertThat(search("blob")).containsExactly("acme/blob", "acme/one", "acme/two");
    assertThat(search("BLOB")).containsExactly("acme/blob", "acme/one", "acme/two");
    assertThat(search("e/b")).containsExactly("acme/blob");
    assertThat(search("acme/blob")).containsExactly("acme/blob");
    assertThat(search("nowhere")).isEmpty();
    assertThat(listed(query("blob")).total()).isEqualTo(3);
  }

  @Test
  default void text_does_not_reach_from_one_field_into_the_next() {
    published(Samples.aProvider("acme/one").named("alpha").describedAs("beta"));

    for (String text :
        List.of(
            "alphabeta",
            "alpha beta",
            "alpha\nbeta",
            "alpha\u0001beta",
            "onealpha",
            "one alpha",
            "acme/one\nalpha",
            "alpha|beta",
            "alpha\tbeta")) {
      assertThat(search(text)).as(text).isEmpty();
    }
  }

  @Test
  default void there_are_no_wildcards_and_no_escapes() {
    published(Samples.aProvider("acme/plain").named("plain").describedAs("a b c"));
    published(Samples.aProvider("acme/percent").named("100% sure").describedAs("a_b"));
    published(Samples.aProvider("acme/slash").named("back\\slash").describedAs("it's \"so\""));

    assertThat(search("%")).containsExactly("acme/percent");
    assertThat(search("_")).containsExactly("acme/percent");
    assertThat(search("a_b")).containsExactly("acme/percent");
    assertThat(search("\\")).containsExactly("acme/slash");
    assertThat(search("k\\s")).containsExactly("acme/slash");
    assertThat(search("\\%")).isEmpty();
    assertThat(search("%%")).isEmpty();
    assertThat(search("0% s")).containsExactly("acme/percent");
    assertThat(search("'")).containsExactly("acme/slash");
    assertThat(search("\"so\"")).containsExactly("acme/slash");
    assertThat(search(".*")).isEmpty();
    assertThat(search("*")).isEmpty();
    assertThat(search("'; DROP TABLE providers; --")).isEmpty();
    assertThat(search("$1")).isEmpty();
  }

  @Test
  default void case_means_nothing_in_any_script_and_nothing_else_is_folded() {
    published(Samples.aProvider("acme/greek").named("ΟΔΟΣ").describedAs("x"));
    published(Samples.aProvider("acme/french").named("Éclair").describedAs("x"));
    published(Samples.aProvider("acme/german").named("Straße").describedAs("x"));
    published(Samples.aProvider("acme/turkish").named("Iğdır").describedAs("x"));
    published(Samples.aProvider("acme/emoji").named("😀").describedAs("👩‍👩‍👧‍👦"));
    published(Samples.aProvider("acme/control").named("a\u0001b\u007f").describedAs("\t\r\n"));

    assertThat(search("οδοσ")).as("whatever the place of a sigma").containsExactly("acme/greek");
    assertThat(search("οδος")).containsExactly("acme/greek");
    assertThat(search("éclAIR")).containsExactly("acme/french");
    assertThat(search("eclair")).as("accents count").isEmpty();
    assertThat(search("e\u0301clair")).as("no normal form").isEmpty();
    assertThat(search("strasse")).as("one character is one character").isEmpty();
    assertThat(search("STRAßE")).containsExactly("acme/german");
    assertThat(search("iğd")).containsExactly("acme/turkish");
    assertThat(search("😀")).containsExactly("acme/emoji");
    assertThat(search("👧")).containsExactly("acme/emoji");
    assertThat(search("😁")).isEmpty();
    assertThat(search("a\u0001B\u007f")).containsExactly("acme/control");
    assertThat(search("\r\n")).containsExactly("acme/control");
  }

  @Test
  default void blanks_count() {
    published(Samples.aProvider("acme/one").named("two  blanks").describedAs(""));

    assertThat(search("two  b")).containsExactly("acme/one");
    assertThat(search("two b")).isEmpty();
    assertThat(search(" two")).isEmpty();
    assertThat(search(" ")).containsExactly("acme/one");
  }

  @Test
  default void a_text_of_any_length_is_looked_for() {
    published(Samples.aProvider("acme/one").named("x".repeat(100)).describedAs("ab".repeat(250)));

    assertThat(search("x")).containsExactly("acme/one");
    assertThat(search("xx")).containsExactly("acme/one");
    assertThat(search("x".repeat(100))).containsExactly("acme/one");
    assertThat(search("x".repeat(101))).isEmpty();
    assertThat(search("AB".repeat(100))).containsExactly("acme/one");
  }

  @Test
  default void a_changed_description_is_found_by_its_new_words() {
    published(Samples.aProvider("acme/one").describedAs("before"));
    given()
        .committed(
            new Change.PutProvider(
                Samples.aProvider("acme/one").describedAs("after").registered(),
                new Expected.At(Revision.FIRST)));

    assertThat(search("before")).isEmpty();
    assertThat(search("after")).containsExactly("acme/one");
  }

  @Test
  default void searches_show_nobody_more_than_lists_do() {
    given().provider(Samples.aProvider("acme/draft").describedAs("secret").registered());
    published(Samples.aProvider("acme/db").describedAs("secret"));
    published(Samples.aProvider("other/db").describedAs("secret"));

    assertThat(search("secret")).containsExactly("acme/db", "other/db");
    assertThat(names(searching("acme", false, "secret")))
        .containsExactly("acme/db", "acme/draft", "other/db");
    assertThat(names(searching("acme", true, "secret"))).containsExactly("acme/db", "acme/draft");
    assertThat(names(searching("nobody", false, "secret"))).containsExactly("acme/db", "other/db");
  }

  // Tags.

  @Test
  default void all_tags_must_be_there_exactly() {
    published(Samples.aProvider("acme/both").tagged("sql", "fast"));
    published(Samples.aProvider("acme/sql").tagged("sql"));
    published(Samples.aProvider("acme/odd").tagged("SQL", "fa%", "{a,b}", "\"q\"", "😀"));
    published(Samples.aProvider("acme/none").tagged());

    assertThat(tagged("sql")).containsExactly("acme/both", "acme/sql");
    assertThat(tagged("sql", "fast")).containsExactly("acme/both");
    assertThat(tagged("fast", "sql", "sql")).containsExactly("acme/both");
    assertThat(tagged("SQL")).containsExactly("acme/odd");
    assertThat(tagged("fa%")).containsExactly("acme/odd");
    assertThat(tagged("{a,b}", "\"q\"", "😀")).containsExactly("acme/odd");
    assertThat(tagged("sq")).isEmpty();
    assertThat(tagged("")).isEmpty();
    assertThat(tagged("'")).isEmpty();
  }

  @Test
  default void tags_and_text_hold_together_and_page_together() {
    for (char c = 'a'; c <= 'f'; c++) {
      published(Samples.aProvider("acme/" + c).describedAs("blob").tagged(c < 'd' ? "x" : "y"));
    }
    var first =
        new CatalogueQuery(
            Optional.empty(), false, "BLOB", List.of("x"), new Paging(2, new Paging.Offset(0)));
    var second =
        new CatalogueQuery(
            Optional.empty(), false, "BLOB", List.of("x"), new Paging(2, new Paging.Offset(2)));
    var behind =
        new CatalogueQuery(
            Optional.empty(),
            false,
            "BLOB",
            List.of("x"),
            new Paging(2, new Paging.After("acme/a")));

    assertThat(names(first)).containsExactly("acme/a", "acme/b");
    assertThat(names(second)).containsExactly("acme/c");
    assertThat(names(behind)).containsExactly("acme/b", "acme/c");
    assertThat(List.of(first, second, behind))
        .allSatisfy(query -> assertThat(listed(query).total()).isEqualTo(3));
  }

  private void published(ProviderSample sample) {
    var provider = given().provider(sample.registered()).value();
    given().published(provider.name().canonical(), "1.0.0");
  }

  private List<String> search(String text) {
    return names(query(text));
  }

  private List<String> tagged(String... tags) {
    return names(new CatalogueQuery(Optional.empty(), false, "", List.of(tags), Paging.first()));
  }

  private List<String> names(CatalogueQuery query) {
    return listed(query).items().stream()
        .map(view -> view.provider().value().name().canonical())
        .toList();
  }

  private Page<ProviderView> listed(CatalogueQuery query) {
    return store().catalogue().providers(query);
  }

  private static CatalogueQuery everybody() {
    return query("");
  }

  private static CatalogueQuery query(String text) {
    return new CatalogueQuery(Optional.empty(), false, text, List.of(), Paging.first());
  }

  private static CatalogueQuery searching(String insider, boolean ownOnly, String text) {
    return new CatalogueQuery(
        Optional.of(new OrganizationId(insider)), ownOnly, text, List.of(), Paging.first());
  }

  private static CatalogueQuery insider(String organization) {
    return insider(organization, Paging.first());
  }

  private static CatalogueQuery insider(String organization, Paging paging) {
    return new CatalogueQuery(
        Optional.of(new OrganizationId(organization)), false, "", List.of(), paging);
  }

  private static CatalogueQuery own(String organization) {
    return searching(organization, true, "");
  }

  private static CatalogueQuery after(String key, int limit) {
    return new CatalogueQuery(
        Optional.empty(), false, "", List.of(), new Paging(limit, new Paging.After(key)));
  }
}
