package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Field;
import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.form.Rule;
import dev.slipway.adaptershttp.form.Rules;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.form.Violation.Kind;
import dev.slipway.domain.form.Violation.Step;
import dev.slipway.domain.json.Json.JsonBoolean;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The four fields in which a publication may bring schemas, read into the one form in which they
 * are kept: {@code schemas}, and from older clients {@code config_schema}, {@code outputs_schema}
 * and {@code resource_schemas} (contract/foundation.md section 4, "Request schemas").
 */
final class SchemaFields {

  private static final String SCHEMAS = "schemas";
  private static final String RESOURCE_SCHEMAS = "resource_schemas";
  private static final String CONFIG = "config_schema";
  private static final String OUTPUTS = "outputs_schema";
  private static final String DESCRIPTION = "description";
  private static final int TYPE_LENGTH = 200;

  private static final Rule<String> TYPE = Rules.name(1, TYPE_LENGTH);

  /** A schema is an object; which of its keywords are sound, the platform judges. */
  private static final Rule<JsonObject> SCHEMA =
      value ->
          value instanceof JsonBoolean
              ? Filled.wrong(
                  Violation.shown(Kind.JSON_SCHEMA, "A schema must be an object here", value))
              : Rules.object().read(value);

  private final Form form;
  private final Set<String> names;
  private final PublishProviderVersion judges;
  private final Field<Map<String, ResourceSchema>> current;

  /**
   * Reads {@code schemas}.
   *
   * @param form the publication
   * @param names what an entry may call the provider; none when nobody knows
   * @param judges what the platform says about schemas
   */
  SchemaFields(Form form, Set<String> names, PublishProviderVersion judges) {
    this.form = form;
    this.names = names;
    this.judges = judges;
    this.current = types(SCHEMAS, type -> wrapped(type, names));
  }

  /** Reads the fields of older clients; what all four mean together. */
  Field<ProviderSchemas> withOlder() {
    var config = form.optional(CONFIG, SCHEMA);
    var outputs = form.optional(OUTPUTS, SCHEMA);
    form.add(
        judges.judge(
            new ProviderSchemas(
                List.of(),
                config.right().flatMap(schema -> schema),
                outputs.right().flatMap(schema -> schema))));
    var older = types(RESOURCE_SCHEMAS, type -> wrappedOrBare(type, names));
    boolean both = isFilled(current) && isFilled(older);
    if (both) {
      form.add(
          List.of(
              Violation.withheld(
                  Kind.VALUE_ERROR,
                  "Give the schemas of resources either here or as schemas, not both",
                  RESOURCE_SCHEMAS)));
    }
    boolean right =
        Stream.of(current, config, outputs, older).allMatch(field -> field.right().isPresent());
    return new Field<>(
        right && !both
            ? Optional.of(
                new ProviderSchemas(
                    Stream.of(current, older)
                        .flatMap(field -> field.value().values().stream())
                        .toList(),
                    config.value(),
                    outputs.value()))
            : Optional.empty());
  }

  private static boolean isFilled(Field<Map<String, ResourceSchema>> types) {
    return types.right().filter(right -> !right.isEmpty()).isPresent();
  }

  private Field<Map<String, ResourceSchema>> types(
      String field, Function<String, Rule<ResourceSchema>> entry) {
    var types =
        form.optional(
            field,
            Rules.map(TYPE, entry, ProviderSchemas.MAX_TYPES),
            Map.<String, ResourceSchema>of());
    types
        .right()
        .map(right -> ofTypes(right.values()))
        .ifPresent(
            schemas ->
                form.add(judges.judge(schemas).stream().map(fault -> at(field, fault)).toList()));
    return types;
  }

  private static ProviderSchemas ofTypes(Collection<ResourceSchema> types) {
    return new ProviderSchemas(List.copyOf(types), Optional.empty(), Optional.empty());
  }

  /** The platform names the place of the kept form; the sender knows only its own. */
  private static Violation at(String field, Violation fault) {
    var place = new ArrayList<Step>(fault.at());
    place.set(0, Step.field(field));
    return new Violation(place, fault.kind(), fault.message(), fault.given());
  }

  private static Rule<ResourceSchema> wrappedOrBare(String type, Set<String> names) {
    return value ->
        value instanceof JsonObject object
                && !object.has(CONFIG)
                && !object.has(OUTPUTS)
                && !object.has(DESCRIPTION)
            ? SCHEMA
                .read(value)
                .map(
                    schema ->
                        new ResourceSchema(
                            type, Optional.empty(), Optional.of(schema), Optional.empty()))
            : wrapped(type, names).read(value);
  }

  private static Rule<ResourceSchema> wrapped(String type, Set<String> names) {
    return Rules.form(
        form -> {
          form.optional(
              "provider",
              Rules.text()
                  .when(
                      given -> names.isEmpty() || names.contains(given),
                      Kind.VALUE_ERROR,
                      "Must be the provider that is published, or absent"));
          form.optional(
              "resource",
              Rules.text()
                  .when(
                      type::equals,
                      Kind.VALUE_ERROR,
                      "Must equal the key of the entry, or be absent"));
          var description = form.optional(DESCRIPTION, Rules.text());
          var config = form.optional(CONFIG, SCHEMA);
          var outputs = form.optional(OUTPUTS, SCHEMA);
          return form.filled(
              () -> new ResourceSchema(type, description.value(), config.value(), outputs.value()));
        });
  }
}
