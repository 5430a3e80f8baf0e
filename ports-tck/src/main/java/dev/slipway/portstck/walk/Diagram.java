package dev.slipway.portstck.walk;

import static dev.slipway.domain.installation.Installation.LifecycleState.DELETING;
import static dev.slipway.domain.installation.Installation.LifecycleState.FAILED;
import static dev.slipway.domain.installation.Installation.LifecycleState.PENDING;
import static dev.slipway.domain.installation.Installation.LifecycleState.PROCESSING;
import static dev.slipway.domain.installation.Installation.LifecycleState.READY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.Installation.LifecycleState;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.paging.Paging;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold between two steps, whichever they are. Belongs to one walk. */
final class Diagram {

  /** Where one step may lead from each state, beside removal. */
  private static final Map<LifecycleState, Set<LifecycleState>> NEXT =
      Map.of(
          PENDING, Set.of(PENDING, PROCESSING, READY, DELETING),
          PROCESSING, Set.of(PROCESSING, READY, FAILED, DELETING),
          READY, Set.of(READY, PENDING, DELETING),
          FAILED, Set.of(FAILED, PENDING, DELETING),
          DELETING, Set.of(DELETING, FAILED));

  private static final Set<LifecycleState> SETTLED = Set.of(READY, FAILED);

  private final Map<InstallationId, Versioned<Installation>> before = new HashMap<>();
  private final Set<String> incarnations = new HashSet<>();
  private final Set<Move> moves = new HashSet<>();

  /** The moves that were seen. */
  Set<Move> moves() {
    return Set.copyOf(moves);
  }

  /** Every move from one state to another that is allowed. */
  static Set<Move> allowed() {
    return NEXT.entrySet().stream()
        .flatMap(from -> from.getValue().stream().map(to -> new Move(from.getKey(), to)))
        .filter(move -> move.from() != move.to())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Checks what a step left.
   *
   * @param asked whether the step asked for something of an installation
   */
  void check(Store store, boolean asked) {
    for (var id : Universe.INSTALLATIONS) {
      var now = store.installations().find(id).map(view -> view.installation());
      var then = Optional.ofNullable(before.remove(id));
      now.ifPresent(one -> before.put(id, one));
      if (now.isPresent() && then.isPresent()) {
        moved(then.get(), now.get(), asked);
      } else if (now.isPresent()) {
        appeared(now.get());
      } else if (then.isPresent()) {
        assertThat(then.get().value().state()).as("the last state of %s", id).isEqualTo(DELETING);
      }
    }
    count(store);
  }

  private void appeared(Versioned<Installation> installation) {
    var value = installation.value();
    assertThat(value.state()).as("the first state of %s", value.id()).isEqualTo(PENDING);
    assertThat(incarnations.add(value.details().incarnation().value()))
        .as("%s is another incarnation", value.id())
        .isTrue();
  }

  private void moved(Versioned<Installation> then, Versioned<Installation> now, boolean asked) {
    var id = then.value().id();
    var was = then.value().details();
    var is = now.value().details();
    assertThat(now.revision().number())
        .as("the revision of %s", id)
        .isGreaterThanOrEqualTo(then.revision().number());
    if (now.revision().equals(then.revision())) {
      assertThat(now.value()).as("%s without a write", id).isEqualTo(then.value());
    }
    assertThat(identity(is)).as("the identity of %s", id).isEqualTo(identity(was));
    assertThat(is.generation())
        .as("the generation of %s", id)
        .isGreaterThanOrEqualTo(was.generation());
    assertThat(NEXT.get(then.value().state()))
        .as("the states to which %s may go from %s", id, then.value().state())
        .contains(now.value().state());
    if (now.value().state() != then.value().state()) {
      moves.add(new Move(then.value().state(), now.value().state()));
    }
    boolean same =
        now.value().state() == then.value().state()
            && is.desired().equals(was.desired())
            && is.running().equals(was.running());
    if (same) {
      assertThat(is.updatedAt()).as("the last change of %s", id).isEqualTo(was.updatedAt());
    } else {
      assertThat(is.updatedAt()).as("the last change of %s", id).isAfter(was.updatedAt());
    }
    if (SETTLED.contains(then.value().state()) && !asked) {
      assertThat(now.value().state()).as("%s is settled", id).isEqualTo(then.value().state());
    }
  }

  private static Object identity(Details details) {
    return Set.of(details.id(), details.incarnation(), details.createdAt());
  }

  private void count(Store store) {
    for (var provider : Universe.PROVIDERS) {
      var mine =
          before.values().stream()
              .map(Versioned::value)
              .filter(one -> one.id().provider().equals(provider))
              .toList();
      var view = store.catalogue().provider(provider);
      if (view.isEmpty()) {
        assertThat(mine).as("installations of %s, which is not there", provider).isEmpty();
        continue;
      }
      assertThat(view.get().existing()).as("existing of %s", provider).isEqualTo(mine.size());
      assertThat(view.get().installCount())
          .as("installed of %s", provider)
          .isEqualTo(mine.stream().filter(one -> one.state() != DELETING).count());
      var published = store.catalogue().versions(provider, true, Paging.first());
      assertThat(view.get().publishedVersions())
          .as("published of %s", provider)
          .isEqualTo(published.total());
      assertThat(published.items()).allMatch(ProviderVersion.Published.class::isInstance);
    }
  }
}
