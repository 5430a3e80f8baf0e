package dev.slipway.adapterspostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.portstck.sample.Any;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StoredJsonProperties {

  /** Beyond what a number may be, so that it cannot be read. */
  private static final String UNREADABLE = "{\"n\":1e9999}";

  @Property
  void what_stays_text_is_the_same_object(
      @ForAll("objects") JsonObject one, @ForAll("objects") JsonObject two) {
    var document =
        Json.object()
            .put("one", one)
            .put("list", Json.array(two, Json.object().put("two", two).put("one", two).build()))
            .put("two", Json.nothing())
            .put("three", one)
            .build();

    var read = StoredJson.object("it", document.toText(), Set.of("one", "two"));

    assertThat(read.toText()).isEqualTo(document.toText());
    assertThat(read).isEqualTo(document).hasSameHashCodeAs(document);
    assertThat(read.canonicalText()).isEqualTo(document.canonicalText());
  }

  @Example
  void what_stays_text_is_read_when_somebody_looks_into_it() {
    var text = "{\"deep\":[{\"unread\":" + UNREADABLE + "}],\"v\":1}";

    var read = StoredJson.object("it", text, Set.of("unread"));

    assertThat(read.toText()).isEqualTo(text);
    assertThatThrownBy(read::canonicalText).isInstanceOf(UnreadableDocument.class);
    assertThatThrownBy(() -> StoredJson.object("it", text)).isInstanceOf(UnreadableDocument.class);
  }

  @Example
  void whether_it_says_anything_is_told_without_reading_it() {
    var read =
        StoredJson.object(
            "it", "{\"unread\":" + UNREADABLE + ",\"empty\":{}}", Set.of("unread", "empty"));

    assertThat(members(read, "unread").isEmpty()).isFalse();
    assertThat(members(read, "empty").isEmpty()).isTrue();
  }

  private static Map<String, Json> members(JsonObject object, String name) {
    return ((JsonObject) object.get(name).orElseThrow()).members();
  }

  @Example
  void what_stays_text_must_be_json_all_the_same() {
    for (var broken : new String[] {"{\"n\":}", "{\"n\":1", "{n:1}", "{\"n\":1]}"}) {
      assertThatThrownBy(
              () -> StoredJson.object("it", "{\"unread\":" + broken + "}", Set.of("unread")))
          .as(broken)
          .isInstanceOf(UnreadableDocument.class);
    }
  }

  @Example
  void a_long_text_is_cut_at_its_own_characters() {
    var filler = "x".repeat(70_000) + "\u00e9\ud83d\ude00\"\\";
    var document =
        Json.object()
            .put("before", filler)
            .put("unread", Json.object().put("a", filler).build())
            .put("between", filler)
            .put("also", Json.object().put("b", filler).build())
            .build();

    var read = StoredJson.object("it", document.toText(), Set.of("unread", "also"));

    assertThat(read.toText()).isEqualTo(document.toText());
    assertThat(read).isEqualTo(document);
  }

  @Provide
  Arbitrary<JsonObject> objects() {
    return Any.jsonObject();
  }
}
