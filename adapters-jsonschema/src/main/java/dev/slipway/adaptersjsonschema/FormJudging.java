package dev.slipway.adaptersjsonschema;

import com.networknt.schema.Schema;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import dev.slipway.domain.installform.FormError;
import dev.slipway.domain.installform.FormSchema;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.JsonPointers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Judgements of one form, paid from one {@link Budget}. Belongs to one thread. */
final class FormJudging implements FormSchema.Judging {

  private final Engine engine;
  private final SchemaMap map;
  private final Schema whole;
  private final Budget budget;
  private final Map<String, Schema> parts = new HashMap<>();

  FormJudging(Engine engine, SchemaMap map, Schema whole) {
    this.engine = engine;
    this.map = map;
    this.whole = whole;
    this.budget = engine.budget();
  }

  @Override
  public boolean fits(String pointer, Json value) {
    return paid(() -> engine.errors(part(pointer), value, budget).isEmpty());
  }

  private Schema part(String pointer) {
    return parts.computeIfAbsent(
        pointer,
        at -> {
          var path = new NodePath(PathType.JSON_POINTER);
          Json json = map.root().schema();
          for (String token : JsonPointers.tokens(at)) {
            path =
                json instanceof Json.JsonArray
                    ? path.append(Integer.parseInt(token))
                    : path.append(token);
            json = JsonPointers.step(json, token).orElse(Json.nothing());
          }
          return path.getNameCount() == 0 ? whole : whole.getSubSchema(path);
        });
  }

  @Override
  public List<FormError> errors(Json value) {
    return paid(() -> FormErrors.of(engine.errors(whole, value, budget), value, map));
  }

  @Override
  public boolean matches(String expression, String text) {
    return paid(() -> map.expression(expression).isIn(text, budget));
  }

  @Override
  public void step() {
    paid(
        () -> {
          budget.spend(1);
          return true;
        });
  }

  private static <T> T paid(Supplier<T> work) {
    try {
      return work.get();
    } catch (Budget.Exceeded e) {
      throw new FormSchema.TooCostly();
    }
  }
}
