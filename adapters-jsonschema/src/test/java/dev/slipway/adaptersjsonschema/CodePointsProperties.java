package dev.slipway.adaptersjsonschema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class CodePointsProperties {

  @Property
  void a_union_holds_what_one_of_its_sets_holds(
      @ForAll("sets") List<CodePoints> sets, @ForAll("members") int c) {
    CodePoints union = CodePoints.union(sets);

    assertThat(union.contains(c)).isEqualTo(sets.stream().anyMatch(set -> set.contains(c)));
    assertThat(ranges(union)).isSortedAccordingTo((one, next) -> one[1] + 1 < next[0] ? -1 : 1);
  }

  private static List<int[]> ranges(CodePoints set) {
    return IntStream.range(0, set.size())
        .mapToObj(i -> new int[] {set.first(i), set.last(i)})
        .toList();
  }

  @Property
  void a_complement_holds_all_others(
      @ForAll("sets") List<CodePoints> sets, @ForAll("members") int c) {
    CodePoints set = CodePoints.union(sets);

    CodePoints others = set.complement();

    assertThat(others.contains(c)).isNotEqualTo(set.contains(c));
    assertThat(CodePoints.union(List.of(set, others)).size()).isOne();
  }

  @Property(tries = 50)
  void a_set_made_by_asking_holds_what_was_answered(@ForAll("sets") List<CodePoints> sets) {
    CodePoints set = CodePoints.union(sets);

    CodePoints asked = CodePoints.where(set::contains);

    assertThat(ranges(asked)).usingRecursiveComparison().isEqualTo(ranges(set));
  }

  @Provide
  Arbitrary<List<CodePoints>> sets() {
    return Combinators.combine(members(), members())
        .as((one, other) -> CodePoints.range(Math.min(one, other), Math.max(one, other)))
        .list()
        .ofMaxSize(6);
  }

  /** Few, and at the ends. */
  @Provide
  Arbitrary<Integer> members() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.integers().between(0, 20)),
        Tuple.of(
            1,
            Arbitraries.integers()
                .between(Character.MAX_CODE_POINT - 3, Character.MAX_CODE_POINT)));
  }
}
