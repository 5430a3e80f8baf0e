package dev.slipway.benchmarks.micro;

import dev.slipway.benchmarks.measure.Table;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench micro}: JMH, with ratios at the end. */
@Command(
    name = "micro",
    mixinStandardHelpOptions = true,
    description = "What single functions cost, by JMH; ratios to other libraries at the end.")
public final class MicroBench implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      defaultValue = ".*",
      paramLabel = "PATTERN",
      description = "which ones, a regular expression (default: all)")
  private String pattern = ".*";

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "for each, half of it warming up (default: ${DEFAULT-VALUE})")
  private int seconds = 2;

  @Option(
      names = "--forks",
      defaultValue = "1",
      description = "processes for each (default: ${DEFAULT-VALUE})")
  private int forks = 1;

  @Override
  public Integer call() throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("dev\\.slipway\\.benchmarks\\.micro\\..*" + pattern)
            .forks(forks)
            .warmupIterations(2)
            .measurementIterations(4)
            .warmupTime(TimeValue.milliseconds(250L * seconds))
            .measurementTime(TimeValue.milliseconds(125L * seconds))
            .shouldFailOnError(true)
            .build();
    System.out.println(ratios(new Runner(options).run()));
    return 0;
  }

  /** A benchmark {@code parse_semver4j} is the measure for {@code parse} of the same class. */
  private static Table ratios(Collection<RunResult> results) {
    Map<String, Double> scores = new TreeMap<>();
    results.forEach(
        one -> scores.put(one.getParams().getBenchmark(), one.getPrimaryResult().getScore()));
    var table = new Table("operation", "ns", "beside", "ns", "ours / theirs");
    scores.forEach(
        (name, mine) -> {
          var others =
              scores.entrySet().stream()
                  .filter(
                      other -> !other.getKey().equals(name) && ours(other.getKey()).equals(name))
                  .toList();
          others.forEach(
              other ->
                  table.row(
                      shortName(name),
                      nanos(mine),
                      other.getKey().substring(name.length() + 1),
                      nanos(other.getValue()),
                      Table.ratio(mine / other.getValue())));
          if (others.isEmpty() && ours(name).equals(name)) {
            table.row(shortName(name), nanos(mine));
          }
        });
    return table;
  }

  private static String ours(String name) {
    for (var library : new String[] {"_semver4j", "_jackson"}) {
      if (name.endsWith(library)) {
        return name.substring(0, name.length() - library.length());
      }
    }
    return name;
  }

  private static String shortName(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', method - 1) + 1);
  }

  private static String nanos(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
