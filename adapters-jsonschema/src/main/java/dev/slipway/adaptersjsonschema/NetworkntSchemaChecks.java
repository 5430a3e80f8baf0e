package dev.slipway.adaptersjsonschema;

import com.networknt.schema.Schema;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@link SchemaChecks} by the networknt validator. Thread-safe. Implements "Schemas" in section 3
 * of the contract's foundation.
 *
 * <p>A judgement takes at most about two seconds and a million steps; one of an ordinary form takes
 * microseconds.
 */
public final class NetworkntSchemaChecks implements SchemaChecks {

  /** How deep a schema may nest: twice as deep as the body of a request. */
  private static final int MAX_DEPTH = 128;

  private final Engine engine;

  private NetworkntSchemaChecks(Engine engine) {
    this.engine = engine;
  }

  /** Checks of their own; making them takes some tenths of a second, so share them. */
  public static SchemaChecks create() {
    return create(Budget::ofOneJudgement);
  }

  /** Checks whose judgements each get one of {@code budgets}. */
  static SchemaChecks create(Supplier<Budget> budgets) {
    return new NetworkntSchemaChecks(new Engine(budgets));
  }

  @Override
  public Compiled compile(Json.JsonObject schema) {
    if (schema.depth() > MAX_DEPTH) {
      return unsound(List.of(new Fault("", "", "the schema nests more than 128 deep")));
    }
    if (PointerLengths.areTooLong(schema)) {
      return unsound(
          List.of(
              new Fault(
                  "",
                  "",
                  "the schema's names are too long for how much is below them",
                  Fault.Kind.TOO_COSTLY)));
    }
    Optional<Dialect> dialect = Dialect.of(schema);
    if (dialect.isEmpty()) {
      return unsound(
          List.of(
              new Fault(
                  "/$schema",
                  "$schema",
                  "the dialect must be 2020-12, 2019-09 or draft-07; 2020-12 is meant when none is"
                      + " named")));
    }
    return compile(schema, dialect.get());
  }

  private Compiled compile(Json.JsonObject schema, Dialect dialect) {
    List<Fault> malformed = engine.judgeSchema(dialect, schema);
    if (!malformed.isEmpty()) {
      return unsound(malformed);
    }
    SchemaMap map =
        SchemaMap.draw(
            dialect,
            schema,
            (inner, pointer) ->
                engine.judgeSchema(dialect, inner).stream()
                    .map(fault -> below(pointer, fault))
                    .toList());
    if (!map.faults().isEmpty()) {
      return unsound(map.faults());
    }
    return engine
        .compile(map)
        .<Compiled>map(compiled -> new Compiled.Sound(new Judge(schema, map, compiled)))
        .orElseGet(
            () ->
                unsound(
                    List.of(
                        new Fault(
                            "", "", "the schema's identifiers or references cannot be followed"))));
  }

  private static Fault below(String pointer, Fault fault) {
    return new Fault(pointer + fault.pointer(), fault.keyword(), fault.message(), fault.kind());
  }

  private static Compiled unsound(List<Fault> faults) {
    return new Compiled.Unsound(faults.stream().limit(Faults.MAX).toList());
  }

  @Override
  public Optional<Json> read(String text) {
    return JsonText.read(text);
  }

  /** A schema that was found sound. */
  private final class Judge implements CompiledSchema {
    private final Json.JsonObject document;
    private final SchemaMap map;
    private final Schema schema;
    private final StringFit strings;

    Judge(Json.JsonObject document, SchemaMap map, Schema schema) {
      this.document = document;
      this.map = map;
      this.schema = schema;
      this.strings = new StringFit(map);
    }

    @Override
    public List<Fault> judge(Json value) {
      return engine.judge(schema, value);
    }

    @Override
    public boolean allowsString(String property) {
      return strings.allows(property);
    }

    @Override
    public Json.JsonObject document() {
      return document;
    }

    @Override
    public String dialect() {
      return map.dialect().word();
    }

    @Override
    public Optional<String> target(String pointer) {
      return map.targetAt(pointer);
    }

    @Override
    public Judging judging() {
      return new FormJudging(engine, map, schema);
    }
  }
}
