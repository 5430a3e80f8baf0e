package dev.slipway.app.demo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a request was answered, for saying what it should be.
 *
 * @param request method and path
 * @param status the code
 * @param body the JSON; missing when there was none
 * @param story where details are told
 */
record Answer(String request, int status, JsonNode body, Story story) {

  /**
   * The code should be this.
   *
   * @throws Difference when it is not
   */
  Answer expect(int expected) {
    if (status != expected) {
      throw new Difference(
          "%s should be answered %d, and was answered %d %s"
              .formatted(request, expected, status, body));
    }
    return this;
  }

  /**
   * A member, by JSON pointer, should be this; it is told.
   *
   * @throws Difference when it is not
   */
  Answer says(String pointer, String expected) {
    String actual = text(pointer);
    if (!actual.equals(expected)) {
      throw new Difference(
          "%s should answer %s at %s, and answered %s".formatted(request, expected, pointer, body));
    }
    return tells(pointer);
  }

  /** A member, by JSON pointer, is told whatever it is. */
  Answer tells(String pointer) {
    story.detail(pointer.substring(1), text(pointer));
    return this;
  }

  /** A member as text; objects and arrays as JSON. */
  String text(String pointer) {
    JsonNode node = body.at(pointer);
    return node.isValueNode() ? node.asText() : node.toString();
  }
}
