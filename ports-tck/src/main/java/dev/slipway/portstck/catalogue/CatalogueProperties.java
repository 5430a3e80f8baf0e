package dev.slipway.portstck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.Latest;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Any;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.StoreHarness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What a store finds is what plain filters over everything find. Every try uses names of its own,
 * so all may share one store.
 */
public interface CatalogueProperties {

  /** So many catalogues. */
  int TRIES = 40;

  /** Counts the names that were used. */
  AtomicLong NAMES = new AtomicLong();

  /** A store, empty before the first try; all tries may share it. */
  StoreHarness harness();

  private Store store() {
    return harness().store();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void versions_are_ordered_and_chosen_by_their_rules(
      @ForAll("versions") List<SemVer> versions,
      @ForAll("installed") SemVer installed,
      @ForAll("ranges") VersionRange range) {
    var name = ProviderName.of("acme/v-" + NAMES.incrementAndGet());
    var stored = new ArrayList<ProviderVersion>();
    for (int i = 0; i < versions.size(); i++) {
      var sample = Samples.aProviderVersion(name.canonical(), versions.get(i).text());
      stored.add(i % 4 == 3 ? sample.yanked() : sample.published());
    }
    new Given(store()).provider(name.canonical());
    stored.forEach(new Given(store())::version);
    var published = stored.stream().filter(ProviderVersion.Published.class::isInstance).toList();

    var catalogue = store().catalogue();

    var newestFirst = Comparator.comparing(ProviderVersion::version).reversed();
    assertThat(catalogue.versions(name, false, Paging.first()).items())
        .isEqualTo(stored.stream().sorted(newestFirst).toList());
    assertThat(catalogue.versions(name, true, Paging.first()).items())
        .isEqualTo(published.stream().sorted(newestFirst).toList());
    assertThat(catalogue.provider(name).orElseThrow().latest())
        .isEqualTo(
            Latest.latest(published, ProviderVersion::version).map(ProviderVersion::version));
    assertThat(catalogue.automaticTarget(name, installed, range).map(ProviderVersion::version))
        .isEqualTo(
            published.stream()
                .map(ProviderVersion::version)
                .filter(version -> !version.isPreRelease() && version.isHigherThan(installed))
                .filter(range::contains)
                .max(Comparator.naturalOrder()));
    isPagedWhole(
        paging -> catalogue.versions(name, false, paging), version -> version.version().text());
  }

  /** Up to thirty versions, one a precedence. */
  @Provide
  default Arbitrary<List<SemVer>> versions() {
    return Any.semVer().list().ofMaxSize(30).uniqueElements(SemVer::sortKey);
  }

  /** Ranges in which some of those are. */
  @Provide
  default Arbitrary<VersionRange> ranges() {
    return Any.range();
  }

  /** Versions close to those. */
  @Provide
  default Arbitrary<SemVer> installed() {
    return Any.semVer();
  }

  /**
   * A provider's looks.
   *
   * @param display what people read
   * @param published whether anything is published
   */
  record Look(DisplayData display, boolean published) {}

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void searches_find_what_a_plain_filter_finds(
      @ForAll("looks") List<Look> looks, @ForAll("word") String word, @ForAll("which") int which) {
    var prefix = "own-" + NAMES.incrementAndGet();
    var owner = new OrganizationId(prefix);
    var all = new ArrayList<Provider.Registered>();
    for (int i = 0; i < looks.size(); i++) {
      all.add(stored(prefix + "/" + (i * 7) % 10 + "-" + i, looks.get(i)));
    }
    var text = text(all, word, which);
    var tags = tags(all, which);

    Function<Paging, Page<Provider.Registered>> search =
        paging ->
            registered(
                store()
                    .catalogue()
                    .providers(new CatalogueQuery(Optional.of(owner), true, text, tags, paging)));

    assertThat(search.apply(Paging.first()).items())
        .as("'%s' and %s", text, tags)
        .isEqualTo(
            all.stream()
                .filter(provider -> matches(provider, text, tags))
                .sorted(Comparator.comparing(Provider::name))
                .toList());
    isPagedWhole(search, provider -> provider.name().canonical());
  }

  private Provider.Registered stored(String canonical, Look look) {
    var sample = Samples.aProvider(canonical).registered();
    var provider =
        new Provider.Registered(
            sample.name(),
            sample.author(),
            look.display(),
            sample.edition(),
            sample.createdAt(),
            sample.updatedAt());
    new Given(store()).organization(sample.name().prefix());
    new Given(store())
        .committed(
            new Change.PutProvider(provider, new Expected.Absent()),
            new Change.CountProvider(provider.name(), look.published() ? 1 : 0, 0, 0));
    return provider;
  }

  /** A word of one of the providers, in another case, or any word. */
  private static String text(List<Provider.Registered> all, String word, int which) {
    if (all.isEmpty() || which % 3 == 0) {
      return word;
    }
    var display = all.get(which % all.size()).display();
    var text = which % 3 == 1 ? display.displayName() : display.description();
    int half = text.codePointCount(0, text.length()) / 2;
    var rest = text.substring(text.offsetByCodePoints(0, half));
    return which % 2 == 0 ? CatalogueQuery.folded(rest) : rest;
  }

  private static List<String> tags(List<Provider.Registered> all, int which) {
    return all.isEmpty() || which % 4 != 0
        ? List.of()
        : all.get(which % all.size()).display().tags();
  }

  private static boolean matches(Provider.Registered provider, String text, List<String> tags) {
    var display = provider.display();
    var wanted = CatalogueQuery.folded(text);
    return display.tags().containsAll(tags)
        && (CatalogueQuery.folded(provider.name().canonical()).contains(wanted)
            || CatalogueQuery.folded(display.displayName()).contains(wanted)
            || CatalogueQuery.folded(display.description()).contains(wanted));
  }

  private static Page<Provider.Registered> registered(Page<ProviderView> page) {
    return new Page<>(
        page.items().stream().map(view -> view.provider().value()).toList(), page.total());
  }

  /** Up to twelve providers. */
  @Provide
  default Arbitrary<List<Look>> looks() {
    return Combinators.combine(Any.display(), Arbitraries.of(true, false))
        .as(Look::new)
        .list()
        .ofMaxSize(12);
  }

  /** Any text. */
  @Provide
  default Arbitrary<String> word() {
    return Any.text();
  }

  /** Chooses what is looked for. */
  @Provide
  default Arbitrary<Integer> which() {
    return Arbitraries.integers().between(0, 1_000);
  }

  /** Pages of any size, by key and by offset, are the whole list, and all tell its length. */
  private static <T> void isPagedWhole(Function<Paging, Page<T>> list, Function<T, String> key) {
    var whole = list.apply(Paging.first()).items();
    for (int size : new int[] {1, 3}) {
      Paging.Start start = new Paging.Offset(0);
      var byKey = new ArrayList<T>();
      var byOffset = new ArrayList<T>();
      for (int seen = 0; seen <= whole.size(); seen += size) {
        var page = list.apply(new Paging(size, start));
        assertThat(page.total()).isEqualTo(whole.size());
        byKey.addAll(page.items());
        byOffset.addAll(list.apply(new Paging(size, new Paging.Offset(seen))).items());
        start = page.items().isEmpty() ? start : new Paging.After(key.apply(byKey.getLast()));
      }
      assertThat(byKey.stream().distinct().toList()).isEqualTo(whole);
      assertThat(byOffset).isEqualTo(whole);
    }
  }
}
