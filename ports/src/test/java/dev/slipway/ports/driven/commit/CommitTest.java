package dev.slipway.ports.driven.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.delivery.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommitTest {

  private static final ProviderName DB = ProviderName.of("acme/db");
  private static final DeliveryKey KEY = new DeliveryKey("key");
  private static final Claim CLAIM = new Claim(KEY, "token");
  private static final Change COUNT = new Change.CountProvider(DB, 1, 0, 0);

  @Test
  void a_commit_changes_something() {
    assertThatThrownBy(Commit::of).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_commit_is_made_of_its_parts_in_their_order() {
    var require = new Change.RequireProvider(DB, Revision.FIRST);

    var commit = Commit.of(COUNT).and(require).and(List.of(new Change.Acknowledge(CLAIM)));

    assertThat(commit.changes()).containsExactly(COUNT, require, new Change.Acknowledge(CLAIM));
  }

  @Test
  void a_commit_does_not_change_with_the_list_of_which_it_was_made() {
    var changes = new ArrayList<>(List.of(COUNT));
    var commit = new Commit(changes);

    changes.clear();

    assertThat(commit.changes()).containsExactly(COUNT);
  }

  @Test
  void nothing_is_changed_twice() {
    var removal =
        new Change.RemoveInstallation(
            new InstallationId(new OrganizationId("acme"), DB), Revision.FIRST);

    for (var twice :
        List.of(
            List.of(COUNT, new Change.CountProvider(DB, 0, 1, 1)),
            List.of(removal, removal),
            List.of(
                new Change.RequireProvider(DB, Revision.FIRST),
                new Change.RequireProvider(DB, new Revision(2))),
            List.of(new Change.Acknowledge(CLAIM), new Change.Park(CLAIM, "why")))) {
      assertThatThrownBy(() -> new Commit(List.copyOf(twice)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("twice");
    }
  }

  @Test
  void messages_may_come_and_go_as_often_as_needed() {
    var supersede = new Change.Supersede(KEY, Set.of("OLD"));

    var commit = Commit.of(supersede, supersede, COUNT);

    assertThat(commit.changes()).hasSize(3);
  }
}
