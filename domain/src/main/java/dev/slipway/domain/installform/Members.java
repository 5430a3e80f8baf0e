package dev.slipway.domain.installform;

import dev.slipway.domain.installform.Conditions.Discriminator;
import dev.slipway.domain.installform.FormField.Choice;
import dev.slipway.domain.installform.Shape.Alternatives;
import dev.slipway.domain.installform.Shape.Branch;
import dev.slipway.domain.installform.Shape.Dependent;
import dev.slipway.domain.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The members that an object is asked for, in the order of the document: where each is declared,
 * which ones must be there, and under which conditions. Immutable once read.
 */
final class Members {

  /**
   * A schema for a member.
   *
   * @param schema where it is
   * @param guards when it counts: if all hold
   */
  record Declaration(String schema, List<Guard> guards) {
    Declaration {
      guards = List.copyOf(guards);
    }
  }

  /** All that is said about one member. */
  static final class Member {
    private final String name;
    private final List<Declaration> declarations = new ArrayList<>();
    private final List<List<Guard>> demands = new ArrayList<>();
    private final List<String> boxed = new ArrayList<>();
    private final List<List<Choice>> told = new ArrayList<>();

    Member(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }

    /** The schemas that count always. */
    List<String> always() {
      return declarations.stream()
          .filter(declaration -> declaration.guards().isEmpty())
          .map(Declaration::schema)
          .toList();
    }

    /** The schemas that count under conditions. */
    List<Declaration> sometimes() {
      return declarations.stream().filter(declaration -> !declaration.guards().isEmpty()).toList();
    }

    /** When it must be there: if all guards of any of these hold. */
    List<List<Guard>> demands() {
      return demands;
    }

    boolean isAlwaysDemanded() {
      return demands.stream().anyMatch(List::isEmpty);
    }

    /** Schemas of alternatives that nothing tells apart. */
    List<String> boxed() {
      return boxed;
    }

    /** What it may be, where it tells alternatives apart and only they declare it. */
    List<Choice> told() {
      return told.stream().flatMap(List::stream).distinct().toList();
    }
  }

  private final Schemas schemas;
  private final Shape shape;
  private final Map<String, Member> members = new LinkedHashMap<>();

  private Members(Schemas schemas, Shape shape) {
    this.schemas = schemas;
    this.shape = shape;
  }

  /** The members of objects of a shape. */
  static Members of(Schemas schemas, Shape shape) {
    var members = new Members(schemas, shape);
    members.read(shape, List.of(), Set.of());
    return members;
  }

  /** All of them, those first that are declared first. */
  List<Member> all() {
    return List.copyOf(members.values());
  }

  /** Whether anything is declared. */
  boolean isEmpty() {
    return members.isEmpty();
  }

  private Member member(String name) {
    return members.computeIfAbsent(name, Member::new);
  }

  private void read(Shape from, List<Guard> guards, Set<String> discriminators) {
    for (Shape.Part part : from.parts()) {
      schemas.step();
      for (String name : Keywords.members(part.schema(), "properties").keySet()) {
        var member = member(name);
        if (!discriminators.contains(name) || member.declarations.isEmpty()) {
          member.declarations.add(new Declaration(part.inner("properties", name), guards));
        }
      }
    }
    for (Alternatives alternatives : from.alternatives()) {
      alternatives(alternatives, from, guards);
    }
    for (Branch branch : from.branches()) {
      var conditions = new Conditions(schemas, shape);
      branch.then().ifPresent(then -> arm(then, guards, conditions.met(branch), Set.of()));
      branch.otherwise().ifPresent(or -> arm(or, guards, conditions.missed(branch), Set.of()));
    }
    for (Dependent dependent : from.dependents()) {
      arm(dependent.schema(), guards, new Guard.Having(dependent.member()), Set.of());
    }
    demands(from, guards);
  }

  private void arm(String schema, List<Guard> outer, Guard guard, Set<String> discriminators) {
    var guards = new ArrayList<>(outer);
    guards.add(guard);
    read(schemas.shape(schema), guards, discriminators);
  }

  private void alternatives(Alternatives alternatives, Shape from, List<Guard> guards) {
    Optional<Discriminator> told = new Conditions(schemas, shape).discriminator(alternatives);
    if (told.isEmpty()) {
      alternatives.arms().forEach(arm -> box(schemas.shape(arm)));
      return;
    }
    var discriminator = told.get();
    var member = member(discriminator.name());
    boolean declared = !member.always().isEmpty() || declares(from, discriminator.name());
    if (!declared) {
      member.told.addAll(discriminator.choices());
    }
    for (int i = 0; i < alternatives.arms().size(); i++) {
      var arm = alternatives.arms().get(i);
      if (!declared) {
        // Where only the arms know it, it is asked for whenever they count, with all their values.
        declare(member, arm, discriminator.name(), guards);
      }
      arm(arm, guards, discriminator.arm(i), Set.of(discriminator.name()));
    }
    if (!declared && alternatives.arms().stream().allMatch(arm -> demands(arm, discriminator))) {
      member.demands.add(guards);
    }
  }

  private boolean demands(String arm, Discriminator discriminator) {
    return schemas.shape(arm).parts().stream()
        .anyMatch(part -> Keywords.texts(part.schema(), "required").contains(discriminator.name()));
  }

  private static boolean declares(Shape shape, String name) {
    return shape.parts().stream()
        .anyMatch(part -> Keywords.members(part.schema(), "properties").containsKey(name));
  }

  private void declare(Member member, String arm, String name, List<Guard> guards) {
    for (Shape.Part part : schemas.shape(arm).parts()) {
      if (Keywords.members(part.schema(), "properties").containsKey(name)
          && member.declarations.isEmpty()) {
        member.declarations.add(new Declaration(part.inner("properties", name), guards));
      }
    }
  }

  /** What alternatives declare that nothing tells apart. */
  private void box(Shape arm) {
    schemas.step();
    for (Shape.Part part : arm.parts()) {
      for (String name : Keywords.members(part.schema(), "properties").keySet()) {
        member(name).boxed.add(part.inner("properties", name));
      }
    }
    arm.alternatives().forEach(inner -> inner.arms().forEach(at -> box(schemas.shape(at))));
    for (Branch branch : arm.branches()) {
      branch.then().ifPresent(at -> box(schemas.shape(at)));
      branch.otherwise().ifPresent(at -> box(schemas.shape(at)));
    }
    arm.dependents().forEach(dependent -> box(schemas.shape(dependent.schema())));
  }

  private void demands(Shape from, List<Guard> guards) {
    for (Shape.Part part : from.parts()) {
      Keywords.texts(part.schema(), "required").forEach(name -> member(name).demands.add(guards));
      for (String keyword : List.of("dependentRequired", "dependencies")) {
        if (schemas.knows(keyword)) {
          Keywords.members(part.schema(), keyword)
              .forEach((member, names) -> dependent(member, names, guards));
        }
      }
    }
  }

  private void dependent(String has, Json names, List<Guard> outer) {
    for (String name : Keywords.texts(names)) {
      var guards = new ArrayList<>(outer);
      guards.add(new Guard.Told(List.of(Guard.Fact.present(has))));
      member(name).demands.add(guards);
    }
  }
}
