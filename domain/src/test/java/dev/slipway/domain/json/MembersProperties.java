package dev.slipway.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The members of an object are a map that keeps its order, whether they are few or many. */
class MembersProperties {

  /** Some name often, so that members are set again; enough of them to become many. */
  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.integers()
        .between(0, 2 * Members.FEW)
        .map(number -> "name" + number)
        .list()
        .ofMaxSize(4 * Members.FEW);
  }

  @Property
  void they_are_those_of_a_linked_hash_map_after_every_step(@ForAll("names") List<String> names) {
    var model = new LinkedHashMap<String, Json>();
    var collector = new Members.Collector();
    for (int i = 0; i < names.size(); i++) {
      var value = Json.number(i);
      model.put(names.get(i), value);
      collector.put(names.get(i), value);

      var members = collector.members();

      assertThat(members).isEqualTo(model).hasSameHashCodeAs(model).hasSize(model.size());
      assertThat(List.copyOf(members.entrySet())).isEqualTo(List.copyOf(model.entrySet()));
      assertThat(each(members)).isEqualTo(each(model));
      assertThat(members.keySet()).allMatch(name -> model.get(name) == members.get(name));
      assertThat(members.containsKey("another")).isFalse();
      assertThat(members.get("another")).isNull();
    }
  }

  private static List<Map.Entry<String, Json>> each(Map<String, Json> members) {
    var each = new ArrayList<Map.Entry<String, Json>>();
    members.forEach((name, value) -> each.add(Map.entry(name, value)));
    return each;
  }

  @Property
  void what_was_handed_out_does_not_change_when_more_is_collected(
      @ForAll("names") List<String> before, @ForAll("names") List<String> after) {
    var collector = new Members.Collector();
    before.forEach(name -> collector.put(name, Json.string("before")));
    var members = collector.members();
    var copy = new LinkedHashMap<>(members);

    after.forEach(name -> collector.put(name, Json.string("after")));

    assertThat(members).isEqualTo(copy);
    assertThat(List.copyOf(members.keySet())).isEqualTo(List.copyOf(copy.keySet()));
  }

  @Property
  void nobody_changes_them_from_outside(@ForAll("names") List<String> names) {
    var collector = new Members.Collector();
    collector.put("first", Json.nothing());
    names.forEach(name -> collector.put(name, Json.nothing()));
    var members = collector.members();

    assertThatThrownBy(() -> members.put("name", Json.nothing()))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.remove("first"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(members::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> members.entrySet().iterator().next().setValue(Json.bool(true)))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
