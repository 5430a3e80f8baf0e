package dev.slipway.domain.installform;

import dev.slipway.domain.installform.FormField.Choice;
import dev.slipway.domain.installform.Guard.Fact;
import dev.slipway.domain.installform.Shape.Alternatives;
import dev.slipway.domain.installform.Shape.Branch;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads conditions out of schemas: as facts, where looking at the values tells them exactly, and
 * else as questions to the server (contract/packages.md section 6, "Conditional fields").
 */
final class Conditions {

  private static final Set<String> SILENT =
      Set.of("title", "description", "$comment", "properties", "required", "type", "x-ui");

  private final Schemas schemas;
  private final Shape object;

  /** Conditions on an object of a shape. */
  Conditions(Schemas schemas, Shape object) {
    this.schemas = schemas;
    this.object = object;
  }

  /** When the schema after {@code then} counts. */
  Guard met(Branch branch) {
    return facts(branch.condition())
        .<Guard>map(Guard.Told::new)
        .orElseGet(() -> new Guard.Asked(branch.condition(), true));
  }

  /** When the schema after {@code else} counts. */
  Guard missed(Branch branch) {
    return facts(branch.condition())
        .flatMap(this::opposite)
        .<Guard>map(Guard.Told::new)
        .orElseGet(() -> new Guard.Asked(branch.condition(), false));
  }

  private Optional<List<Fact>> facts(String pointer) {
    Json schema = schemas.at(pointer);
    if (!(schema instanceof Json.JsonObject members)
        || !SILENT.containsAll(members.members().keySet())
        || !isAboutObjects(members)) {
      return Optional.empty();
    }
    var required = Keywords.texts(schema, "required");
    var facts = new ArrayList<Fact>();
    for (var property : Keywords.members(schema, "properties").entrySet()) {
      var name = property.getKey();
      var inner = facts(name, property.getValue(), pointer);
      boolean always = required.contains(name) || isAlwaysThere(name);
      if (inner.isEmpty() || (!inner.get().isEmpty() && !always)) {
        return Optional.empty();
      }
      facts.addAll(inner.get());
    }
    for (String name : required) {
      if (facts.stream().noneMatch(fact -> fact.path().getFirst().equals(name))) {
        facts.add(Fact.present(name));
      }
    }
    return facts.isEmpty() ? Optional.empty() : Optional.of(facts);
  }

  /** What the condition says about one member. */
  private Optional<List<Fact>> facts(String name, Json schema, String condition) {
    if (schema.equals(Json.bool(true)) || schema.equals(Json.JsonObject.empty())) {
      return Optional.of(List.of());
    }
    if (!(schema instanceof Json.JsonObject members)) {
      return Optional.empty();
    }
    var values =
        Keywords.value(schema, "const")
            .map(List::of)
            .or(() -> Optional.of(Keywords.items(schema, "enum")).filter(list -> !list.isEmpty()));
    if (values.isPresent()) {
      var rest = new ArrayList<>(members.members().keySet());
      rest.removeAll(Set.of("const", "enum", "type", "title", "description"));
      boolean both = members.has("const") && members.has("enum");
      return rest.isEmpty() && !both
          ? Optional.of(List.of(Fact.in(name, values.get())))
          : Optional.empty();
    }
    var declared = schemas.shape(declarations(name));
    return members.has("properties") && !declared.isNullable()
        ? new Conditions(schemas, declared)
            .facts(JsonPointers.append(JsonPointers.append(condition, "properties"), name))
            .map(facts -> facts.stream().map(fact -> fact.under(name)).toList())
        : Optional.empty();
  }

  private static boolean isAboutObjects(Json schema) {
    return Keywords.value(schema, "type")
        .filter(type -> !type.equals(Json.string("object")))
        .isEmpty();
  }

  /** Whether every object that is right has the member: it must, or a default brings it. */
  private boolean isAlwaysThere(String name) {
    return object.parts().stream()
            .anyMatch(part -> Keywords.texts(part.schema(), "required").contains(name))
        || declarations(name).stream().anyMatch(at -> schemas.usableDefault(at).isPresent());
  }

  private List<String> declarations(String name) {
    return object.parts().stream()
        .filter(part -> Keywords.members(part.schema(), "properties").containsKey(name))
        .map(part -> part.inner("properties", name))
        .toList();
  }

  /** The facts that hold exactly when the others do not; empty when no list of facts does. */
  private Optional<List<Fact>> opposite(List<Fact> facts) {
    if (facts.size() != 1
        || facts.getFirst().path().size() != 1
        || facts.getFirst().values().isEmpty()) {
      return Optional.empty();
    }
    var name = facts.getFirst().path().getFirst();
    var values = facts.getFirst().values().get();
    var all = all(name);
    return all.isEmpty() || !isAlwaysThere(name)
        ? Optional.empty()
        : Optional.of(
            List.of(Fact.in(name, all.stream().filter(value -> !values.contains(value)).toList())));
  }

  /** Everything that a member can be; empty when that is no list. */
  private List<Json> all(String name) {
    var shape = schemas.shape(declarations(name));
    if (shape.isListed()) {
      return shape.choices().stream().map(Choice::value).toList();
    }
    return shape.says("type") && shape.types().equals(Set.of("boolean")) && !shape.isNullable()
        ? List.of(Json.bool(true), Json.bool(false))
        : List.of();
  }

  /**
   * The member that tells alternatives apart: each declares it with values of its own.
   *
   * @param name its name
   * @param choices those of each arm, in the arms' order
   */
  record Discriminator(String name, List<List<Choice>> choices) {

    /** When an arm counts. */
    Guard arm(int index) {
      return new Guard.Told(
          List.of(Fact.in(name, choices.get(index).stream().map(Choice::value).toList())));
    }
  }

  /** What tells alternatives apart; empty when nothing does. */
  Optional<Discriminator> discriminator(Alternatives alternatives) {
    var candidates = new LinkedHashMap<String, List<List<Choice>>>();
    for (String arm : alternatives.arms()) {
      for (var listed : listed(arm).entrySet()) {
        candidates
            .computeIfAbsent(listed.getKey(), name -> new ArrayList<>())
            .add(listed.getValue());
      }
    }
    return candidates.entrySet().stream()
        .filter(candidate -> candidate.getValue().size() == alternatives.arms().size())
        .filter(candidate -> isDisjoint(candidate.getValue()))
        .map(candidate -> new Discriminator(candidate.getKey(), candidate.getValue()))
        .findFirst();
  }

  /** The members of an arm whose values are listed. */
  private Map<String, List<Choice>> listed(String arm) {
    var listed = new LinkedHashMap<String, List<Choice>>();
    var whole = schemas.shape(arm);
    for (Shape.Part part : whole.parts()) {
      for (String name : Keywords.members(part.schema(), "properties").keySet()) {
        var shape = schemas.shape(part.inner("properties", name));
        if (shape.isListed()) {
          var choices = shape.choices();
          listed.putIfAbsent(
              name, choices.size() == 1 ? List.of(named(choices.getFirst(), whole)) : choices);
        }
      }
    }
    return listed;
  }

  /** The choice that stands for a whole arm is called what the arm is called. */
  private static Choice named(Choice choice, Shape arm) {
    return new Choice(
        choice.value(),
        arm.text("title").orElse(choice.title()),
        choice.help().or(() -> arm.text("description")));
  }

  private static boolean isDisjoint(List<List<Choice>> lists) {
    var seen = new HashSet<Json>();
    return lists.stream()
        .allMatch(
            list ->
                !list.isEmpty() && list.stream().map(Choice::value).distinct().allMatch(seen::add));
  }
}
