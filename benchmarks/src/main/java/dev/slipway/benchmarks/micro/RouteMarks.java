package dev.slipway.benchmarks.micro;

import dev.slipway.adaptershttp.endpoint.PathTemplate;
import dev.slipway.adaptershttp.target.RequestTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a request line to the values of a path: what the router does, template by template. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteMarks {

  private String raw = "/providers/acme/database/versions/1.2.3";
  private RequestTarget target = RequestTarget.parse(raw).orElseThrow();
  private List<PathTemplate> templates =
      List.of(
          PathTemplate.of("/v1/packages/{id}/versions/{version}"),
          PathTemplate.of("/providers/installed/{prefix}/{name}/deploy"),
          PathTemplate.of("/providers/{prefix}/{name}/versions/{version}"));

  /** Splitting and decoding. */
  @Benchmark
  public Optional<RequestTarget> target() {
    return RequestTarget.parse(raw);
  }

  /** The third of three templates of one length. */
  @Benchmark
  public Optional<Map<String, String>> match() {
    return templates.stream()
        .map(template -> template.match(target))
        .filter(Optional::isPresent)
        .findFirst()
        .orElseGet(Optional::empty);
  }
}
