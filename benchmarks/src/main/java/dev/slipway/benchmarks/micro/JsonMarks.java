package dev.slipway.benchmarks.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A body of some hundred bytes, in and out; Jackson's tree beside ours. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonMarks {

  private ObjectMapper jackson = new ObjectMapper();
  private Json ours =
      Json.object()
          .put("name", "acme/database")
          .put("version", "1.2.3")
          .put("wheel_url", "https://wheels.example/database-1.2.3-py3-none-any.whl")
          .put("tags", Json.array(List.of(Json.string("sql"), Json.string("storage"))))
          .put("count", 42)
          .put(
              "config_schema",
              Json.object()
                  .put("type", "object")
                  .put("properties", Json.object().put("size", Json.object().build()).build())
                  .build())
          .build();
  private byte[] bytes = ours.toText().getBytes(UTF_8);
  private JsonNode theirs = tree();

  private JsonNode tree() {
    try {
      return jackson.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("Jackson does not read what we wrote", e);
    }
  }

  /** Ours: strict, every digit and the order kept, no key twice. */
  @Benchmark
  public Object read() {
    return JsonReader.read(bytes);
  }

  /** Theirs. */
  @Benchmark
  public Object read_jackson() throws IOException {
    return jackson.readTree(bytes);
  }

  /** Ours. */
  @Benchmark
  public byte[] write() {
    return ours.toText().getBytes(UTF_8);
  }

  /** Theirs. */
  @Benchmark
  public byte[] write_jackson() throws JsonProcessingException {
    return jackson.writeValueAsBytes(theirs);
  }
}
