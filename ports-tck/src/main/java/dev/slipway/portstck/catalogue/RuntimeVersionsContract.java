package dev.slipway.portstck.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code RuntimeVersions} owes its callers. */
public interface RuntimeVersionsContract extends StoreContract {

  private void registered(String... versions) {
    for (String version : versions) {
      given().committed(new Change.PutRuntimeVersion(Samples.aRuntimeVersion(version)));
    }
  }

  private List<String> page(Paging paging) {
    return store().runtimeVersions().page(paging).items().stream()
        .map(runtime -> runtime.version().text())
        .toList();
  }

  @Test
  default void without_any_there_is_no_latest() {
    assertThat(store().runtimeVersions().latest()).isEmpty();
    assertThat(store().runtimeVersions().page(Paging.first()).total()).isZero();
  }

  @Test
  default void the_latest_is_the_highest_release() {
    registered("1.2.0", "1.10.0", "2.0.0-rc.1", "1.9.0");

    assertThat(store().runtimeVersions().latest()).contains(Samples.aRuntimeVersion("1.10.0"));
  }

  @Test
  default void without_a_release_the_latest_is_the_highest_pre_release() {
    registered("1.0.0-rc.2", "1.0.0-rc.10", "1.0.0-alpha");

    assertThat(store().runtimeVersions().latest()).contains(Samples.aRuntimeVersion("1.0.0-rc.10"));
  }

  @Test
  default void one_is_found_by_precedence_whatever_the_build_metadata() {
    registered("1.0.0+one", "1.0.0-rc.1");

    assertThat(store().runtimeVersions().ofPrecedence(SemVer.of("1.0.0+two")))
        .contains(Samples.aRuntimeVersion("1.0.0+one"));
    assertThat(store().runtimeVersions().ofPrecedence(SemVer.of("1.0.0")))
        .contains(Samples.aRuntimeVersion("1.0.0+one"));
    assertThat(store().runtimeVersions().ofPrecedence(SemVer.of("1.0.1"))).isEmpty();
  }

  @Test
  default void pages_go_by_precedence_descending_from_where_they_are_told() {
    registered("1.0.0", "3.0.0", "2.0.0+b", "2.0.0-rc.11", "2.0.0-rc.2");

    assertThat(page(Paging.first()))
        .containsExactly("3.0.0", "2.0.0+b", "2.0.0-rc.11", "2.0.0-rc.2", "1.0.0");
    assertThat(page(new Paging(2, new Paging.Offset(1)))).containsExactly("2.0.0+b", "2.0.0-rc.11");
    assertThat(page(new Paging(2, new Paging.After("2.0.0"))))
        .containsExactly("2.0.0-rc.11", "2.0.0-rc.2");
    assertThat(page(new Paging(2, new Paging.After("2.5.0"))))
        .containsExactly("2.0.0+b", "2.0.0-rc.11");
    assertThat(page(new Paging(2, new Paging.After("nonsense")))).isEmpty();
    assertThat(store().runtimeVersions().page(new Paging(1, new Paging.Offset(7))).total())
        .isEqualTo(5);
  }
}
