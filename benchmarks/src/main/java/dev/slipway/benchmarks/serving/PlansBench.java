package dev.slipway.benchmarks.serving;

import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Plan;
import dev.slipway.benchmarks.database.Planner;
import dev.slipway.benchmarks.database.Planner.Answer;
import dev.slipway.benchmarks.measure.Table;
import dev.slipway.benchmarks.serving.Questions.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench plans}: how the database runs what the server asks, and how much it looks at. */
@Command(
    name = "plans",
    mixinStandardHelpOptions = true,
    description = {
      "How PostgreSQL runs the server's own statements (heard from the server itself): which"
          + " indexes it goes to, and at how many pages of 8 KiB it looks. Pages do not depend on"
          + " how busy a machine is, so that two runs can be compared; times do.",
      "",
      "Every statement is prepared, as the server does, and run by EXPLAIN (ANALYZE, BUFFERS) in"
          + " transactions that are rolled back; what is shown is a second run, with everything in"
          + " memory.",
      ""
    },
    footer = {
      "",
      "How to read the table:",
      "  hit, read  pages found in the database's memory, and not found there,",
      "             with the plan for any values, which a connection keeps after",
      "             five executions; rows, execution and path are of it too",
      "  custom     pages with a plan for the values at hand; same: as many.",
      "             (chosen): left alone, the database goes on making such plans",
      "  planning   of a plan for the values at hand",
      "  path       tables and indexes from the top of the plan; x20: looked up",
      "             so often; in vain: rows that were read and left out; ALL: read",
      "             from one end to the other",
      "  · ...      what functions and triggers run inside, where the database has",
      "             auto_explain; a function's pages hold it already",
      "",
      "A statement should look at as much among a million rows as among a thousand,",
      "and a page or two more for each index: that is its height. The command ends",
      "with 1 when a table that grows was read whole.",
      "",
      "  ./slipway bench plans --rows 1000,1000000",
      "  ./slipway bench plans --rows 1000 --only sweep,heartbeat --full"
    })
public final class PlansBench implements Callable<Integer> {

  private static final String SWEEP = "whole sweep";
  private static final int INNER_AT_MOST = 6;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1000000",
      description =
          "how many versions, installations, registrations, messages and so on (default:"
              + " ${DEFAULT-VALUE})")
  private List<Integer> rows = List.of();

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "only operations whose names contain one of these")
  private List<String> only = new ArrayList<>();

  @Option(names = "--full", description = "the whole plans, too")
  private boolean full;

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Override
  public Integer call() throws InterruptedException {
    var buffers = new LinkedHashMap<String, List<String>>();
    var whole = new TreeSet<String>();
    try (var postgres = database.open()) {
      for (int many : rows) {
        var world = World.make(postgres.migratedDatabase("plans_" + many), 1, many);
        try (var planner = Planner.of(world.database())) {
          var questions = new Questions(world, planner, many);
          questions.fill();
          System.out.printf("%n%,d rows%n%n", many);
          if (!planner.tellsInner()) {
            System.out.println(
                "Without auto_explain: what functions and triggers do inside is not told, and what"
                    + " triggers look at is not counted.");
          }
          look(planner, questions.all(), buffers, whole);
          if (wanted(SWEEP)) {
            System.out.println(new WholeSweep(world.database(), questions.sweep()).measure());
          }
        }
      }
    }
    compare(buffers);
    whole.forEach(one -> System.out.println("READ WHOLE: " + one));
    return whole.isEmpty() ? 0 : 1;
  }

  private boolean wanted(String name) {
    return only.isEmpty() || only.stream().anyMatch(name::contains);
  }

  private void look(
      Planner planner,
      List<Operation> operations,
      Map<String, List<String>> buffers,
      Set<String> whole) {
    var table =
        new Table(
                "operation",
                "statement",
                "rows",
                "hit",
                "read",
                "custom",
                "planning",
                "execution",
                "path")
            .words("statement", "path");
    var texts = new StringBuilder();
    for (var operation : operations) {
      if (!wanted(operation.name())) {
        continue;
      }
      var name = operation.name();
      long sum = 0;
      for (var answer : planner.ask(operation.flight())) {
        row(table, name, answer);
        name = "";
        sum += answer.buffers();
        noteWhole(whole, operation, answer);
        texts
            .append("\n%s: %s\n".formatted(operation.name(), answer.question().name()))
            .append(answer.text())
            .append('\n');
      }
      buffers
          .computeIfAbsent(operation.name(), key -> new ArrayList<>())
          .add(String.format(Locale.ROOT, "%,d", sum));
    }
    System.out.println(table);
    if (full) {
      System.out.println(texts);
    }
  }

  private static void noteWhole(Set<String> whole, Operation operation, Answer answer) {
    var plans = new ArrayList<>(List.of(answer.generic(), answer.custom()));
    plans.addAll(answer.inner());
    for (var plan : plans) {
      for (var one : plan.readWhole()) {
        whole.add(one + ", by " + operation.name() + ": " + answer.question().name());
      }
    }
  }

  private static void row(Table table, String operation, Answer answer) {
    var generic = answer.generic();
    var custom = answer.custom();
    table.row(
        operation,
        answer.question().name(),
        number(generic.rows()),
        number(generic.hit()),
        number(generic.read()),
        (generic.buffers() == custom.buffers() && generic.path().equals(custom.path())
                ? "same"
                : number(custom.buffers()))
            + (answer.keepsPlanning() ? " (chosen)" : ""),
        Table.time(custom.planning()),
        Table.time(generic.execution()),
        path(generic));
    int shown = 0;
    for (var plan : answer.inner()) {
      if (plan.buffers() > 0 && shown++ < INNER_AT_MOST) {
        table.row(
            "",
            "· " + Questions.shortName(plan.sql()),
            number(plan.rows()),
            number(plan.hit()),
            number(plan.read()),
            "",
            "",
            "",
            path(plan));
      }
    }
  }

  private static String path(Plan plan) {
    return String.join(", ", plan.path())
        + (plan.spilled() > 0 ? "; %,d pages of temporary files".formatted(plan.spilled()) : "");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** All buffers of each operation, side by side. */
  private void compare(Map<String, List<String>> buffers) {
    if (rows.size() < 2 || buffers.isEmpty()) {
      return;
    }
    var columns = new ArrayList<>(List.of("pages of an operation"));
    rows.forEach(many -> columns.add("%,d rows".formatted(many)));
    var table = new Table(columns.toArray(String[]::new));
    buffers.forEach(
        (name, numbers) -> {
          var cells = new ArrayList<>(List.of(name));
          cells.addAll(numbers);
          table.row(cells.toArray(String[]::new));
        });
    System.out.println(table);
  }
}
