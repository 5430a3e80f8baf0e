package dev.slipway.benchmarks.server;

import dev.slipway.benchmarks.database.DatabaseOption;
import dev.slipway.benchmarks.database.Postgres;
import dev.slipway.benchmarks.measure.Load;
import dev.slipway.benchmarks.measure.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench startup}: from the start of a process to its first answer that it is ready. */
@Command(
    name = "startup",
    mixinStandardHelpOptions = true,
    description = {
      "How long a server takes from the start of its process to its first 200 of /ready, on a"
          + " migrated database that runs already."
    })
public final class StartupBench implements Callable<Integer> {

  @Option(
      names = "--starts",
      defaultValue = "5",
      description = "how many starts (default: ${DEFAULT-VALUE})")
  private int starts = 5;

  @Mixin private DatabaseOption database = new DatabaseOption();

  @Option(
      names = "--jvm",
      paramLabel = "OPTION",
      description = "an option for the server's JVM, to be compared with none; may be repeated")
  private List<String> jvm = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    try (var postgres = database.open()) {
      var url = Postgres.url(postgres.migratedDatabase("startup"));
      var table = new Table("start to first 200 of /ready", "least", "median", "most", "ratio");
      var plain = starts(List.of(), url);
      table.row(cells("no options", plain, plain));
      var cache = ServerProcess.cache();
      if (cache.isPresent()) {
        var options = List.of("-XX:AOTCache=" + cache.get());
        table.row(cells("its AOT cache", starts(options, url), plain));
      }
      if (!jvm.isEmpty()) {
        table.row(cells(String.join(" ", jvm), starts(jvm, url), plain));
      }
      System.out.println(table);
    }
    return 0;
  }

  private Histogram starts(List<String> options, String url) throws InterruptedException {
    var nanos = Load.histogram();
    for (int i = 0; i < starts; i++) {
      long begun = System.nanoTime();
      try (var server =
          ServerProcess.startWith(options, List.of("--store", url, "--runtimes", "simulated"))) {
        Ready.await(server.address());
        nanos.recordValue(System.nanoTime() - begun);
      }
    }
    return nanos;
  }

  private static String[] cells(String name, Histogram nanos, Histogram plain) {
    return new String[] {
      name,
      Table.time(Duration.ofNanos(nanos.getMinValue())),
      Table.time(Duration.ofNanos(nanos.getValueAtPercentile(50))),
      Table.time(Duration.ofNanos(nanos.getMaxValue())),
      Table.ratio((double) nanos.getValueAtPercentile(50) / plain.getValueAtPercentile(50))
    };
  }
}
