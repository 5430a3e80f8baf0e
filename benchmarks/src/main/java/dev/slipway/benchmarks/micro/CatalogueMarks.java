package dev.slipway.benchmarks.micro;

import dev.slipway.adaptershttp.rendering.CatalogueRendering;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.version.SemVer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What every row of a page of versions costs besides reading its JSON. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CatalogueMarks {

  private static final Instant MOMENT = Instant.parse("2026-01-02T03:04:05.678Z");

  private String url = "https://wheels.example/acme/database-1.2.3-py3-none-any.whl";
  private ProviderVersion version = published(url);
  private JsonObject answer = CatalogueRendering.version(version);

  private static ProviderVersion published(String url) {
    var content =
        new WheelContent(
            WheelUrl.of(url),
            Optional.empty(),
            Optional.of("acme-database"),
            ProviderSchemas.NONE,
            Optional.of("Repairs what the one before it broke."),
            List.of("acme.database"));
    var id = new VersionId(ProviderName.of("acme/database"), SemVer.of("1.2.3"));
    return new ProviderVersion.Published(
        new Release(id, content, SemVer.of("3.1.0"), 1, MOMENT), MOMENT, MOMENT);
  }

  /** A stored URL is judged again whenever it is read. */
  @Benchmark
  public Object wheel_url() {
    return WheelUrl.parse(url);
  }

  /** The object that is answered. */
  @Benchmark
  public Object rendering() {
    return CatalogueRendering.version(version);
  }

  /** Its text. */
  @Benchmark
  public Object writing() {
    return answer.toText();
  }
}
