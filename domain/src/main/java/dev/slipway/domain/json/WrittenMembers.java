package dev.slipway.domain.json;

import dev.slipway.domain.json.Json.JsonObject;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object of which the text is there. They are read when somebody looks at one;
 * who only hands the object on never does. Thread-safe: two may read at once, and find the same.
 */
final class WrittenMembers extends AbstractMap<String, Json> {

  private final String text;
  private final Function<String, JsonObject> reader;
  private volatile @Nullable Map<String, Json> read;

  WrittenMembers(String text, Function<String, JsonObject> reader) {
    this.text = text;
    this.reader = reader;
  }

  /** The object's compact text. */
  String text() {
    return text;
  }

  private Map<String, Json> members() {
    var known = read;
    if (known == null) {
      known = reader.apply(text).members();
      read = known;
    }
    return known;
  }

  @Override
  public int size() {
    return members().size();
  }

  /** Told by the text alone, because schemas are asked whether they say anything. */
  @Override
  public boolean isEmpty() {
    return text.equals("{}");
  }

  @Override
  public @Nullable Json get(@Nullable Object name) {
    return members().get(name);
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return members().containsKey(name);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Json> action) {
    members().forEach(action);
  }

  @Override
  public Set<Map.Entry<String, Json>> entrySet() {
    return members().entrySet();
  }
}
