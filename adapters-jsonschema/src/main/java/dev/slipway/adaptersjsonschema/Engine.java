package dev.slipway.adaptersjsonschema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.AnnotationKeyword;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.resource.SchemaLoader;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.schema.SchemaChecks.Fault;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The library that evaluates schemas, held on a short leash: it knows three dialects, loads their
 * own schemas and nothing else, matches our expressions, asserts no format, and pays from a {@link
 * Budget}. Thread-safe.
 */
final class Engine {

  /** How deep a value may nest: twice as deep as the body of a request. */
  static final int MAX_VALUE_DEPTH = 128;

  /**
   * How deep one evaluation may go, in keywords and references. A step takes up to 600 bytes of
   * stack, and a thread has at least 1 MiB.
   */
  private static final int MAX_EVALUATION_DEPTH = 700;

  /** How many errors are gathered before the rest is not looked for. */
  private static final int MAX_ERRORS = 10_000;

  private static final Set<String> COUNTS =
      Set.of(
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minContains",
          "maxContains");

  private static final BigDecimal MAX_COUNT = BigDecimal.valueOf(Integer.MAX_VALUE);

  /** Who pays for the expressions that the library matches on this thread. */
  private static final ThreadLocal<Budget> PAYER = ThreadLocal.withInitial(Budget::ofOneJudgement);

  /** Who knows the expressions of the schema that the library prepares on this thread. */
  private static final ThreadLocal<Function<String, EcmaExpression>> READ =
      ThreadLocal.withInitial(() -> source -> EcmaExpression.parse(source).orElseThrow());

  private final Supplier<Budget> budgets;
  private final SchemaRegistry registry;
  private final Map<Dialect, Schema> metaSchemas = new EnumMap<>(Dialect.class);

  /**
   * @param budgets makes the budget of one judgement
   */
  Engine(Supplier<Budget> budgets) {
    this.budgets = budgets;
    var dialects = new EnumMap<Dialect, com.networknt.schema.dialect.Dialect>(Dialect.class);
    for (Dialect dialect : Dialect.values()) {
      dialects.put(dialect, library(dialect));
    }
    this.registry =
        SchemaRegistry.builder()
            .dialectRegistry(
                (iri, loader) ->
                    Dialect.named(iri)
                        .map(dialects::get)
                        .orElseThrow(() -> new SchemaException("an unknown dialect")))
            .defaultDialectId(Dialect.DRAFT_2020_12.id())
            .schemaLoader(
                SchemaLoader.builder().allow(iri -> Dialect.isMetaSchema(iri.toString())).build())
            .schemaRegistryConfig(
                SchemaRegistryConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    .formatAssertionsEnabled(false)
                    // 1.0 is an integer.
                    .losslessNarrowing(true)
                    .preloadSchema(false)
                    .regularExpressionFactory(new Expressions())
                    // Faults has the sentences. The library's hold values, and some are made
                    // although nobody reads them.
                    .messageSource((key, byDefault, locale, arguments) -> key)
                    .build())
            .build();
    for (Dialect dialect : Dialect.values()) {
      Schema metaSchema = registry.getSchema(SchemaLocation.of(dialect.id()));
      metaSchema.initializeValidators();
      metaSchemas.put(dialect, metaSchema);
    }
  }

  private static com.networknt.schema.dialect.Dialect library(Dialect dialect) {
    var builder =
        com.networknt.schema.dialect.Dialect.builder(
            switch (dialect) {
              case DRAFT_7 -> Dialects.getDraft7();
              case DRAFT_2019_09 -> Dialects.getDraft201909();
              case DRAFT_2020_12 -> Dialects.getDraft202012();
            });
    // Words that no dialect knows: an invention of the library, and one of an older draft.
    builder.keywords(known -> known.keySet().removeAll(Set.of("notAllowed", "id")));
    builder.keyword(new OfBooleans(KeywordType.TRUE));
    builder.keyword(new OfBooleans(KeywordType.FALSE));
    builder.keyword(new UniqueItems(context -> ((Evaluation) context).budget.spend(1)));
    // Its own factory logs every keyword that it does not know, and keeps it for ever.
    builder.unknownKeywordFactory((keyword, context) -> new AnnotationKeyword(keyword));
    return builder.build();
  }

  /** What the dialect's own schema says about {@code schema}. */
  List<Fault> judgeSchema(Dialect dialect, Json schema) {
    return judge(metaSchema(dialect), schema);
  }

  private Schema metaSchema(Dialect dialect) {
    Schema schema = metaSchemas.get(dialect);
    if (schema == null) {
      throw new IllegalStateException("The schema of " + dialect + " is not loaded");
    }
    return schema;
  }

  /**
   * Prepares a schema; empty when the library cannot do it.
   *
   * @param map of the schema, without faults
   */
  Optional<Schema> compile(SchemaMap map) {
    var node = (ObjectNode) JsonNodes.of(map.root().schema());
    // Written as the library knows it, however the author did.
    node.put("$schema", map.dialect().id());
    for (SchemaMap.Node inner : map.nodes()) {
      if (node.at(inner.pointer()) instanceof ObjectNode schema) {
        tame(schema, map.dialect());
      }
    }
    READ.set(map::expression);
    try {
      Schema schema = registry.getSchema(SchemaLocation.of(SchemaMap.DOCUMENT), node);
      schema.initializeValidators();
      return Optional.of(schema);
    } catch (SchemaException | StackOverflowError e) {
      // An overflow: references that lead into each other thousands deep. What was built up to
      // there is thrown away with the schema.
      return Optional.empty();
    } finally {
      READ.remove();
    }
  }

  private static void tame(ObjectNode schema, Dialect dialect) {
    if (dialect != Dialect.DRAFT_2019_09) {
      // Another dialect's word, which the library reads in each.
      schema.remove("$recursiveAnchor");
    }
    for (String keyword : COUNTS) {
      JsonNode count = schema.path(keyword);
      if (count.isNumber() && count.decimalValue().compareTo(MAX_COUNT) > 0) {
        // The library reads an int, and would take the lower bits.
        schema.put(keyword, Integer.MAX_VALUE);
      }
    }
  }

  /** A new budget for one judgement. */
  Budget budget() {
    return budgets.get();
  }

  /** What {@code schema} says about {@code value}. */
  List<Fault> judge(Schema schema, Json value) {
    if (value.depth() > MAX_VALUE_DEPTH) {
      return List.of(new Fault("", "", "the value nests more than 128 deep"));
    }
    if (PointerLengths.areTooLong(value)) {
      return List.of(
          new Fault(
              "",
              "",
              "the value's names are too long for how much is below them",
              Fault.Kind.TOO_COSTLY));
    }
    try {
      return Faults.of(errors(schema, value, budget()), value);
    } catch (Budget.Exceeded e) {
      return List.of(
          new Fault("", "", "the value takes too much work to check", Fault.Kind.TOO_COSTLY));
    }
  }

  /**
   * What {@code schema} says about {@code value}, in the library's words.
   *
   * @throws Budget.Exceeded when that takes more than {@code budget} has
   */
  List<Error> errors(Schema schema, Json value, Budget budget) {
    if (value.depth() > MAX_VALUE_DEPTH) {
      throw new Budget.Exceeded();
    }
    var context = new Evaluation(budget);
    PAYER.set(budget);
    try {
      schema.validate(context, JsonNodes.of(value));
      return context.getErrors();
    } catch (StackOverflowError e) {
      // The caller had used up most of the stack before.
      throw new Budget.Exceeded();
    } finally {
      PAYER.remove();
    }
  }

  /** One evaluation, which counts its steps. */
  private static final class Evaluation extends ExecutionContext {
    private final Budget budget;
    private int depth;
    private int errors;

    Evaluation(Budget budget) {
      super(ExecutionConfig.builder().formatAssertionsEnabled(false).build());
      this.budget = budget;
    }

    @Override
    public void evaluationPathAddLast(String token) {
      enter();
      super.evaluationPathAddLast(token);
    }

    @Override
    public void evaluationPathAddLast(int token) {
      enter();
      super.evaluationPathAddLast(token);
    }

    private void enter() {
      budget.spend(1);
      if (++depth > MAX_EVALUATION_DEPTH) {
        throw new Budget.Exceeded();
      }
    }

    @Override
    public void evaluationPathRemoveLast() {
      depth--;
      super.evaluationPathRemoveLast();
    }

    @Override
    public void addError(Error error) {
      if (++errors > MAX_ERRORS) {
        throw new Budget.Exceeded();
      }
      super.addError(error);
    }
  }

  /**
   * How the library spells the schemas {@code true} and {@code false}. It would take a member of
   * that name for them too.
   */
  private record OfBooleans(KeywordType keyword) implements Keyword {

    @Override
    public String getValue() {
      return keyword.getValue();
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
      return parent.getSchemaNode().isBoolean()
          ? keyword.newValidator(location, node, parent, context)
          : new AnnotationKeyword(getValue()).newValidator(location, node, parent, context);
    }
  }

  /** Hands our expressions to the library. */
  private static final class Expressions implements RegularExpressionFactory {

    @Override
    public RegularExpression getRegularExpression(String source) {
      EcmaExpression expression = READ.get().apply(source);
      return text -> expression.isIn(text, PAYER.get());
    }
  }
}
