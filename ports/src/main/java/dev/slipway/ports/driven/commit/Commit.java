package dev.slipway.ports.driven.commit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Everything that one decision changes. It becomes true as a whole or not at all; the order of the
 * changes does not matter, save that messages are appended in their order: every expectation is
 * judged by what was stored before, except that what a change needs (an organization, a provider,
 * an installation) may come into being by the same commit.
 *
 * @param changes the parts, at least one
 */
public record Commit(List<Change> changes) {

  /**
   * @throws IllegalArgumentException when there is nothing to change, or something is changed
   *     twice: each aggregate is written, each provider's counters are moved and its revision
   *     required, each claim is ended, and an answer is kept, at most once
   */
  public Commit {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("a commit changes something");
    }
    changes = List.copyOf(changes);
    var subjects = new HashSet<Object>();
    for (Change change : changes) {
      subject(change)
          .filter(subject -> !subjects.add(subject))
          .ifPresent(
              twice -> {
                throw new IllegalArgumentException("a commit changes " + twice + " twice");
              });
    }
  }

  /** What a change may do only once in a commit. */
  private static Optional<Object> subject(Change change) {
    return switch (change) {
      case Change.PutOrganization put -> Optional.of(put.next().id());
      case Change.PutToken put -> Optional.of(put.next().id());
      case Change.PutProvider put -> Optional.of(put.next().name());
      case Change.RequireProvider require ->
          Optional.of("what it requires of " + require.provider());
      case Change.CountProvider count -> Optional.of("the counters of " + count.provider());
      case Change.PutProviderVersion put -> Optional.of(put.next().id());
      case Change.PutRuntimeVersion put ->
          Optional.of("runtime version " + put.next().version().withoutBuild());
      case Change.PutInstallation put -> Optional.of(put.next().id());
      case Change.RemoveInstallation remove -> Optional.of(remove.id());
      case Change.PutRegistration put -> Optional.of(put.next().id());
      case Change.CreatePackage create -> Optional.of(create.next().key());
      case Change.AddPackageVersion add -> Optional.of(add.next().of());
      case Change.RemovePackage remove -> Optional.of(remove.key());
      case Change.PutRegistryConnection put -> Optional.of(put.next().connection().id());
      case Change.RemoveRegistryConnection remove -> Optional.of(remove.id());
      case Change.Append append -> Optional.empty();
      case Change.Supersede supersede -> Optional.empty();
      case Change.Acknowledge acknowledge -> Optional.of(acknowledge.claim());
      case Change.Park park -> Optional.of(park.claim());
      case Change.Keep keep -> Optional.of("the kept answer");
    };
  }

  /** A commit of these changes. */
  public static Commit of(Change... changes) {
    return new Commit(List.of(changes));
  }

  /** This commit and more. */
  public Commit and(Change... more) {
    return and(List.of(more));
  }

  /** This commit and more. */
  public Commit and(List<? extends Change> more) {
    var all = new ArrayList<>(changes);
    all.addAll(more);
    return new Commit(all);
  }
}
