package dev.slipway.adaptersinmemory.store;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionKey;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.domain.version.VersionSpan;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.catalogue.ProviderView;
import dev.slipway.ports.driven.catalogue.PublishingScene;
import dev.slipway.ports.driven.commit.Change.CountProvider;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Page;
import dev.slipway.ports.paging.Paging;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Providers, their versions, and runtime versions. */
final class CatalogueShelf {

  /** A provider's entry with its counters, and its versions by precedence. */
  private static final class Shelf {
    Versioned<Provider> entry;
    long published;
    long existing;
    long installed;
    // Every version of every edition; those of the current one; of these the published ones; of
    // these the releases.
    final NavigableMap<VersionKey, Versioned<ProviderVersion>> all = new TreeMap<>();
    final NavigableMap<VersionKey, Versioned<ProviderVersion>> visible = newestFirst();
    final NavigableMap<VersionKey, Versioned<ProviderVersion>> publishedOnes = newestFirst();
    final NavigableMap<VersionKey, ProviderVersion.Published> releases = newestFirst();

    Shelf(Versioned<Provider> entry) {
      this.entry = entry;
    }

    private static <V> NavigableMap<VersionKey, V> newestFirst() {
      return new TreeMap<>(Collections.reverseOrder());
    }

    String canonical() {
      return entry.value().name().canonical();
    }

    void put(Versioned<ProviderVersion> version) {
      all.put(version.value().version().sortKey(), version);
      show(version);
    }

    /** Shows what belongs to the current edition, and nothing else. */
    void showAgain() {
      visible.clear();
      publishedOnes.clear();
      releases.clear();
      all.values().forEach(this::show);
    }

    private void show(Versioned<ProviderVersion> version) {
      var key = version.value().version().sortKey();
      visible.remove(key);
      publishedOnes.remove(key);
      releases.remove(key);
      if (version.value().release().edition() != entry.value().edition()) {
        return;
      }
      visible.put(key, version);
      if (version.value() instanceof ProviderVersion.Published one) {
        publishedOnes.put(key, version);
        if (!one.version().isPreRelease()) {
          releases.put(key, one);
        }
      }
    }

    Optional<SemVer> latest() {
      return releases.isEmpty()
          ? first(publishedOnes).map(version -> version.value().version())
          : first(releases).map(ProviderVersion::version);
    }

    Stream<ProviderView> view() {
      return entry.value() instanceof Provider.Registered registered
          ? Stream.of(
              new ProviderView(
                  new Versioned<>(registered, entry.revision()),
                  published,
                  existing,
                  installed,
                  latest()))
          : Stream.empty();
    }
  }

  private final Map<ProviderName, Shelf> shelves = new HashMap<>();
  // By canonical name: what everybody may see; by owner, what it has, and of that what only it
  // sees.
  private final NavigableMap<String, Shelf> listed = new TreeMap<>();
  private final Map<OrganizationId, NavigableMap<String, Shelf>> owned = new HashMap<>();
  private final Map<OrganizationId, NavigableMap<String, Shelf>> unlisted = new HashMap<>();

  private final NavigableMap<VersionKey, RuntimeVersion> runtimes =
      new TreeMap<>(Collections.reverseOrder());
  private final NavigableMap<VersionKey, RuntimeVersion> runtimeReleases =
      new TreeMap<>(Collections.reverseOrder());

  // What commits look at.

  Optional<Versioned<Provider>> entry(ProviderName name) {
    return shelf(name).map(shelf -> shelf.entry);
  }

  long existing(ProviderName name) {
    return shelf(name).map(shelf -> shelf.existing).orElse(0L);
  }

  /** The version of the same precedence, of whatever edition. */
  Optional<Versioned<ProviderVersion>> ofPrecedence(VersionId id) {
    return shelf(id.provider())
        .flatMap(shelf -> Optional.ofNullable(shelf.all.get(id.version().sortKey())));
  }

  /**
   * Whether no counter would fall below zero.
   *
   * @param startsAgain whether the same commit puts an entry of a higher edition
   */
  boolean countsUp(CountProvider count, boolean startsAgain) {
    var shelf = shelf(count.provider());
    long published = startsAgain ? 0 : shelf.map(one -> one.published).orElse(0L);
    return published + count.published() >= 0
        && shelf.map(one -> one.existing).orElse(0L) + count.existing() >= 0
        && shelf.map(one -> one.installed).orElse(0L) + count.installed() >= 0;
  }

  // What commits do.

  void put(Versioned<Provider> next) {
    var shelf = shelves.get(next.value().name());
    if (shelf == null) {
      shelf = new Shelf(next);
      shelves.put(next.value().name(), shelf);
    } else {
      unlist(shelf);
      boolean startsAgain = next.value().edition() > shelf.entry.value().edition();
      shelf.entry = next;
      if (startsAgain) {
        shelf.published = 0;
        shelf.showAgain();
      }
    }
    list(shelf);
  }

  void count(CountProvider count) {
    shelf(count.provider())
        .ifPresent(
            shelf -> {
              unlist(shelf);
              shelf.published += count.published();
              shelf.existing += count.existing();
              shelf.installed += count.installed();
              list(shelf);
            });
  }

  void putVersion(Versioned<ProviderVersion> next) {
    shelf(next.value().id().provider()).ifPresent(shelf -> shelf.put(next));
  }

  void putRuntime(RuntimeVersion next) {
    runtimes.put(next.version().sortKey(), next);
    if (!next.version().isPreRelease()) {
      runtimeReleases.put(next.version().sortKey(), next);
    }
  }

  private void list(Shelf shelf) {
    if (!(shelf.entry.value() instanceof Provider.Registered registered)) {
      return;
    }
    if (shelf.published > 0) {
      listed.put(shelf.canonical(), shelf);
    }
    if (registered.author() instanceof Author.Customer customer) {
      mine(owned, customer).put(shelf.canonical(), shelf);
      if (shelf.published <= 0) {
        mine(unlisted, customer).put(shelf.canonical(), shelf);
      }
    }
  }

  private void unlist(Shelf shelf) {
    listed.remove(shelf.canonical());
    if (shelf.entry.value().author() instanceof Author.Customer customer) {
      mine(owned, customer).remove(shelf.canonical());
      mine(unlisted, customer).remove(shelf.canonical());
    }
  }

  private static NavigableMap<String, Shelf> mine(
      Map<OrganizationId, NavigableMap<String, Shelf>> shelves, Author.Customer customer) {
    return shelves.computeIfAbsent(customer.organization(), owner -> new TreeMap<>());
  }

  // What readers see.

  Optional<ProviderView> provider(ProviderName name) {
    return shelf(name).stream().flatMap(Shelf::view).findFirst();
  }

  Optional<Versioned<ProviderVersion>> version(VersionId id) {
    return shelf(id.provider())
        .flatMap(shelf -> Optional.ofNullable(shelf.visible.get(id.version().sortKey())))
        .filter(version -> version.value().id().equals(id));
  }

  Optional<SemVer> latest(ProviderName name) {
    return shelf(name).flatMap(Shelf::latest);
  }

  Page<ProviderVersion> versions(ProviderName provider, boolean publishedOnly, Paging paging) {
    NavigableMap<VersionKey, Versioned<ProviderVersion>> versions =
        shelf(provider)
            .map(shelf -> publishedOnly ? shelf.publishedOnes : shelf.visible)
            .orElseGet(Collections::emptyNavigableMap);
    return Pages.of(versions, paging, CatalogueShelf::key, Versioned::value);
  }

  PublishingScene publishing(VersionId id) {
    return new PublishingScene(entry(id.provider()), ofPrecedence(id), latestRuntime());
  }

  Optional<ProviderVersion.Published> automaticTarget(
      ProviderName provider, SemVer installed, VersionRange range) {
    return shelf(provider).stream()
        .flatMap(shelf -> range.spans().stream().flatMap(span -> highest(shelf, span).stream()))
        .filter(target -> target.version().isHigherThan(installed))
        .filter(target -> range.contains(target.version()))
        .max(Comparator.comparing(ProviderVersion::version));
  }

  /** The first release of the highest first that lies below a span's end. */
  private static Optional<ProviderVersion.Published> highest(Shelf shelf, VersionSpan span) {
    return first(
        span.below()
            .<NavigableMap<VersionKey, ProviderVersion.Published>>map(
                end -> shelf.releases.tailMap(end, false))
            .orElse(shelf.releases));
  }

  Optional<RuntimeVersion> latestRuntime() {
    return runtimeReleases.isEmpty() ? first(runtimes) : first(runtimeReleases);
  }

  Optional<RuntimeVersion> runtimeOfPrecedence(SemVer version) {
    return Optional.ofNullable(runtimes.get(version.sortKey()));
  }

  Page<RuntimeVersion> runtimes(Paging paging) {
    return Pages.of(runtimes, paging, CatalogueShelf::key, runtime -> runtime);
  }

  private static Optional<VersionKey> key(String text) {
    return version(text).map(SemVer::sortKey);
  }

  private static Optional<SemVer> version(String text) {
    return SemVer.parse(text) instanceof Parsed.Valid<SemVer>(var version)
        ? Optional.of(version)
        : Optional.empty();
  }

  /**
   * The providers that somebody sees: two sorted maps with no name in common, read side by side, so
   * that a page costs the same wherever it begins.
   */
  Page<ProviderView> providers(CatalogueQuery query) {
    var here = query.ownOnly() ? none() : listed;
    var beside =
        query
            .insider()
            .flatMap(
                insider -> Optional.ofNullable((query.ownOnly() ? owned : unlisted).get(insider)))
            .orElseGet(CatalogueShelf::none);
    boolean all = query.text().isEmpty() && query.tags().isEmpty();
    if (all) {
      var behind =
          switch (query.paging().start()) {
            case Paging.Offset offset -> merged(here, beside).skip(offset.offset());
            case Paging.After after ->
                merged(here.tailMap(after.key(), false), beside.tailMap(after.key(), false));
          };
      return page(behind, query, here.size() + beside.size());
    }
    var wanted = CatalogueQuery.folded(query.text());
    var found = merged(here, beside).filter(shelf -> matches(shelf, wanted, query.tags())).toList();
    var behind =
        switch (query.paging().start()) {
          case Paging.Offset offset -> found.stream().skip(offset.offset());
          case Paging.After after ->
              found.stream().dropWhile(shelf -> shelf.canonical().compareTo(after.key()) <= 0);
        };
    return page(behind, query, found.size());
  }

  private static Page<ProviderView> page(Stream<Shelf> behind, CatalogueQuery query, long total) {
    return new Page<>(behind.limit(query.paging().limit()).flatMap(Shelf::view).toList(), total);
  }

  private static boolean matches(Shelf shelf, String wanted, List<String> tags) {
    var display = shelf.entry.value().display();
    return display.tags().containsAll(tags)
        && Stream.of(shelf.canonical(), display.displayName(), display.description())
            .anyMatch(text -> CatalogueQuery.folded(text).contains(wanted));
  }

  private static Stream<Shelf> merged(
      NavigableMap<String, Shelf> one, NavigableMap<String, Shelf> other) {
    if (other.isEmpty()) {
      return one.values().stream();
    }
    var left = new ArrayDeque<Shelf>();
    var right = new ArrayDeque<Shelf>();
    var lefts = one.values().iterator();
    var rights = other.values().iterator();
    return Stream.generate(
            () -> {
              fill(left, lefts);
              fill(right, rights);
              if (left.isEmpty() || right.isEmpty()) {
                return Optional.ofNullable(left.isEmpty() ? right.poll() : left.poll());
              }
              boolean leftFirst =
                  left.element().canonical().compareTo(right.element().canonical()) < 0;
              return Optional.of((leftFirst ? left : right).remove());
            })
        .takeWhile(Optional::isPresent)
        .flatMap(Optional::stream);
  }

  private static void fill(ArrayDeque<Shelf> next, Iterator<Shelf> more) {
    if (next.isEmpty() && more.hasNext()) {
      next.add(more.next());
    }
  }

  private static NavigableMap<String, Shelf> none() {
    return Collections.emptyNavigableMap();
  }

  private static <V> Optional<V> first(NavigableMap<?, V> versions) {
    return Optional.ofNullable(versions.firstEntry()).map(Map.Entry::getValue);
  }

  private Optional<Shelf> shelf(ProviderName name) {
    return Optional.ofNullable(shelves.get(name));
  }
}
