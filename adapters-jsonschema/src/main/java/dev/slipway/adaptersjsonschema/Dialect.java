package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The dialects of JSON Schema that are understood (section 3 of the contract's foundation), and
 * where each holds schemas inside a schema.
 */
enum Dialect {
  DRAFT_7("http://json-schema.org/draft-07/schema#"),
  DRAFT_2019_09("https://json-schema.org/draft/2019-09/schema"),
  DRAFT_2020_12("https://json-schema.org/draft/2020-12/schema");

  /** What a keyword holds. */
  enum Holds {
    /** No schema. */
    NOTHING,
    /** A schema for the same value. */
    ONE_FOR_THE_VALUE,
    /** An array of schemas for the same value. */
    MANY_FOR_THE_VALUE,
    /** An object of schemas for the same value. */
    NAMED_FOR_THE_VALUE,
    /** A schema for parts of the value, or for another. */
    ONE_FOR_PARTS,
    /** An array of schemas for parts of the value. */
    MANY_FOR_PARTS,
    /** An object of schemas for parts of the value, or for use elsewhere. */
    NAMED_FOR_PARTS
  }

  private static final String UNVERSIONED = "json-schema.org/schema";

  /** The schemas that the schemas of the newer dialects are made of. */
  private static final Set<String> VOCABULARIES =
      Set.of(
          "core",
          "applicator",
          "unevaluated",
          "validation",
          "meta-data",
          "format",
          "format-annotation",
          "format-assertion",
          "content");

  private static final Map<String, Dialect> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(d -> comparable(d.id), d -> d));

  private final String id;

  Dialect(String id) {
    this.id = id;
  }

  /** The dialect that a schema names, 2020-12 when it names none; empty when it is another. */
  static Optional<Dialect> of(Json.JsonObject schema) {
    return switch (schema.get("$schema").orElse(Json.string(DRAFT_2020_12.id))) {
      case Json.JsonString name -> named(name.value());
      case Json.JsonObject object -> Optional.empty();
      case Json.JsonArray array -> Optional.empty();
      case Json.JsonNumber number -> Optional.empty();
      case Json.JsonBoolean bool -> Optional.empty();
      case Json.JsonNull nothing -> Optional.empty();
    };
  }

  /** The dialect called {@code iri}: with or without a last {@code #}, http or https. */
  static Optional<Dialect> named(String iri) {
    String name = comparable(iri);
    return name.equals(UNVERSIONED)
        ? Optional.of(DRAFT_2020_12)
        : Optional.ofNullable(BY_NAME.get(name));
  }

  /** Whether {@code iri} is a schema that one of the dialects is made of. */
  static boolean isMetaSchema(String iri) {
    String name = comparable(iri);
    return BY_NAME.containsKey(name)
        || Stream.of("2019-09", "2020-12")
            .map(version -> "json-schema.org/draft/" + version + "/meta/")
            .anyMatch(
                home ->
                    name.startsWith(home) && VOCABULARIES.contains(name.substring(home.length())));
  }

  private static String comparable(String iri) {
    String whole = iri.endsWith("#") ? iri.substring(0, iri.length() - 1) : iri;
    if (whole.startsWith("https://")) {
      return whole.substring("https://".length());
    }
    return whole.startsWith("http://") ? whole.substring("http://".length()) : whole;
  }

  /** What people call it. */
  String word() {
    return switch (this) {
      case DRAFT_7 -> "draft-07";
      case DRAFT_2019_09 -> "2019-09";
      case DRAFT_2020_12 -> "2020-12";
    };
  }

  /** How the dialect's own schema is called. */
  String id() {
    return id;
  }

  /** Whether a reference silences all keywords beside it. */
  boolean referencesStandAlone() {
    return this == DRAFT_7;
  }

  /** What {@code keyword} holds in this dialect when its value is {@code value}. */
  Holds holds(String keyword, Json value) {
    return switch (keyword) {
      case "not", "if", "then", "else" -> Holds.ONE_FOR_THE_VALUE;
      case "allOf", "anyOf", "oneOf" -> Holds.MANY_FOR_THE_VALUE;
      case "dependencies" -> Holds.NAMED_FOR_THE_VALUE;
      case "dependentSchemas" -> unless(DRAFT_7, Holds.NAMED_FOR_THE_VALUE);
      case "additionalProperties", "propertyNames", "contains" -> Holds.ONE_FOR_PARTS;
      case "unevaluatedProperties", "unevaluatedItems", "contentSchema" ->
          unless(DRAFT_7, Holds.ONE_FOR_PARTS);
      case "additionalItems" -> unless(DRAFT_2020_12, Holds.ONE_FOR_PARTS);
      case "items" ->
          value instanceof Json.JsonArray
              ? unless(DRAFT_2020_12, Holds.MANY_FOR_PARTS)
              : Holds.ONE_FOR_PARTS;
      case "prefixItems" -> this == DRAFT_2020_12 ? Holds.MANY_FOR_PARTS : Holds.NOTHING;
      case "properties", "patternProperties", "definitions" -> Holds.NAMED_FOR_PARTS;
      case "$defs" -> unless(DRAFT_7, Holds.NAMED_FOR_PARTS);
      default -> Holds.NOTHING;
    };
  }

  private Holds unless(Dialect stranger, Holds holds) {
    return this == stranger ? Holds.NOTHING : holds;
  }
}
