package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.form.Filled;
import dev.slipway.adaptershttp.form.Form;
import dev.slipway.adaptershttp.rendering.FaultRendering;
import dev.slipway.adaptershttp.target.QueryText;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A request whose sender is known and whose body, if any, was read.
 *
 * @param path the values of the path's variable segments
 * @param query what stands behind the question mark
 * @param idempotencyKeys every {@code Idempotency-Key} header
 * @param body the body; an empty object where there is none
 */
public record Request(
    Map<String, String> path, QueryText query, List<String> idempotencyKeys, JsonObject body) {

  public Request {
    path = Map.copyOf(path);
    idempotencyKeys = List.copyOf(idempotencyKeys);
  }

  /** The value of a variable segment of the endpoint's own template. */
  public String segment(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** Reads the body as a form, and goes on when it is right. */
  public <F> Answer body(Function<Form, Filled<F>> fields, Function<F, Answer> next) {
    return switch (fields.apply(Form.of(body))) {
      case Filled.Right<F>(var filled) -> next.apply(filled);
      case Filled.Wrong<F>(var faults) -> Answer.invalid("body", faults);
    };
  }

  /**
   * Reads the body as a form that may be sent twice and takes effect once, and goes on when both it
   * and the key are right.
   *
   * @param route names the endpoint for good: kept answers are found under it
   */
  public <F> Answer bodyOnce(
      String route, Function<Form, Filled<F>> fields, BiFunction<F, Once, Answer> next) {
    var key = Once.read(route, idempotencyKeys, body);
    var form = fields.apply(Form.of(body));
    if (key instanceof Filled.Right<Once>(var once)
        && form instanceof Filled.Right<F>(var filled)) {
      return next.apply(filled, once);
    }
    var entries = new ArrayList<Json>(FaultRendering.entries("header", faults(key)));
    entries.addAll(FaultRendering.entries("body", faults(form)));
    return Answer.problem(422, Json.array(entries.stream().limit(Filled.MOST_FAULTS).toList()));
  }

  /**
   * Reads the query as a form, and goes on when it is right.
   *
   * @param repeated the parameters that may come more than once, and are lists; of others the last
   *     one counts
   */
  public <F> Answer query(
      Set<String> repeated, Function<Form, Filled<F>> fields, Function<F, Answer> next) {
    return switch (query) {
      case QueryText.Malformed malformed ->
          Answer.invalid(
              "query",
              List.of(
                  Violation.withheld(Violation.Kind.VALUE_ERROR, "Must be percent-encoded UTF-8")));
      case QueryText.Parameters(var parameters) -> {
        var object = Json.object();
        parameters.forEach(
            (name, values) ->
                object.put(
                    name,
                    repeated.contains(name)
                        ? Json.array(values.stream().map(Json::string).toList())
                        : Json.string(values.getLast())));
        yield switch (fields.apply(Form.of(object.build()))) {
          case Filled.Right<F>(var filled) -> next.apply(filled);
          case Filled.Wrong<F>(var faults) -> Answer.invalid("query", faults);
        };
      }
    };
  }

  private static <T> List<Violation> faults(Filled<T> filled) {
    return switch (filled) {
      case Filled.Right<T> right -> List.of();
      case Filled.Wrong<T>(var faults) -> faults;
    };
  }
}
