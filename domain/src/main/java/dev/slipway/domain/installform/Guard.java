package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Under which condition an object is asked for a member. */
sealed interface Guard {

  /** What a client can tell by looking: all of these hold. */
  record Told(List<Fact> facts) implements Guard {
    public Told {
      facts = List.copyOf(facts);
    }
  }

  /**
   * What only a validator can tell: whether the object fits a schema.
   *
   * @param schema where the schema is
   * @param expected what it must come to
   */
  record Asked(String schema, boolean expected) implements Guard {}

  /** That all of the guards of any of these lists hold; no one list of facts says that. */
  record Either(List<List<Guard>> lists) implements Guard {
    public Either {
      lists = lists.stream().map(List::copyOf).toList();
    }
  }

  /** That the object has a member; what follows from it is told as one that only a server knows. */
  record Having(String member) implements Guard {}

  /**
   * Something about a member of the object, however deep.
   *
   * @param path the way to it
   * @param values what it may be; empty when it need only be there
   */
  record Fact(List<String> path, Optional<List<Json>> values) {
    public Fact {
      path = List.copyOf(path);
      values = values.map(List::copyOf);
    }

    static Fact in(String member, List<Json> values) {
      return new Fact(List.of(member), Optional.of(values));
    }

    static Fact present(String member) {
      return new Fact(List.of(member), Optional.empty());
    }

    Fact under(String member) {
      var longer = new ArrayList<String>();
      longer.add(member);
      longer.addAll(path);
      return new Fact(longer, values);
    }

    boolean holds(Json object) {
      Optional<Json> found = Optional.of(object);
      for (String name : path) {
        found = found.flatMap(json -> Keywords.value(json, name));
      }
      return found
          .filter(value -> values.map(list -> list.contains(value)).orElse(true))
          .isPresent();
    }

    FieldCondition at(String object) {
      var pointer = object;
      for (String name : path) {
        pointer = JsonPointers.append(pointer, name);
      }
      return values.isPresent()
          ? new FieldCondition.In(pointer, values.get())
          : new FieldCondition.Present(pointer);
    }
  }

  /** Whether it holds for an object. */
  default boolean holds(Json object, Schemas schemas) {
    return switch (this) {
      case Told(var facts) -> facts.stream().allMatch(fact -> fact.holds(object));
      case Asked(var schema, var expected) -> schemas.fits(schema, object) == expected;
      case Either(var lists) ->
          lists.stream()
              .anyMatch(guards -> guards.stream().allMatch(guard -> guard.holds(object, schemas)));
      case Having(var member) -> Keywords.has(object, member);
    };
  }
}
