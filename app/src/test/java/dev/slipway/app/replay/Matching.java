package dev.slipway.app.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Compares an answer with what a script says about it. Belongs to one thread. */
final class Matching {

  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{6}Z");
  private static final Pattern CAPTURE = Pattern.compile("<any as ([A-Za-z]+)>");
  private static final String ABSENT = "<absent>";
  private static final String MORE = "<more>";

  private final Words words;
  private final List<String> differences = new ArrayList<>();

  Matching(Words words) {
    this.words = words;
  }

  /** What differs, each with its place; empty when nothing does. */
  List<String> differences() {
    return differences;
  }

  void compare(String place, JsonNode expected, JsonNode actual) {
    if (expected.isObject()) {
      object(place, expected, actual);
    } else if (expected.isArray()) {
      array(place, expected, actual);
    } else if (expected.isTextual()) {
      text(place, expected.textValue(), actual);
    } else if (expected.isNumber()) {
      check(
          place,
          expected,
          actual,
          actual.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0);
    } else {
      check(place, expected, actual, expected.equals(actual));
    }
  }

  private void object(String place, JsonNode expected, JsonNode actual) {
    if (!actual.isObject()) {
      check(place, expected, actual, false);
      return;
    }
    expected
        .properties()
        .forEach(
            member -> {
              var inner = place + "." + member.getKey();
              var there = actual.get(member.getKey());
              if (member.getValue().asText().equals(ABSENT)) {
                check(inner, member.getValue(), actual, there == null);
              } else if (there == null) {
                differences.add(inner + " is missing in " + actual);
              } else {
                compare(inner, member.getValue(), there);
              }
            });
  }

  private void array(String place, JsonNode expected, JsonNode actual) {
    boolean open = !expected.isEmpty() && expected.get(expected.size() - 1).asText().equals(MORE);
    int size = open ? expected.size() - 1 : expected.size();
    if (!actual.isArray() || (open ? actual.size() < size : actual.size() != size)) {
      check(place, expected, actual, false);
      return;
    }
    for (int i = 0; i < size; i++) {
      compare(place + "[" + i + "]", expected.get(i), actual.get(i));
    }
  }

  private void text(String place, String expected, JsonNode actual) {
    var capture = CAPTURE.matcher(expected);
    if (capture.matches()) {
      words.put(capture.group(1), actual.asText());
    } else if (expected.equals("<time>")) {
      check(place, expected, actual, TIME.matcher(actual.asText()).matches());
    } else if (expected.equals("<seconds>")) {
      check(place, expected, actual, isRecent(actual));
    } else if (expected.length() > 1 && expected.startsWith("/") && expected.endsWith("/")) {
      var pattern = Pattern.compile(expected.substring(1, expected.length() - 1));
      check(
          place,
          expected,
          actual,
          actual.isTextual() && pattern.matcher(actual.textValue()).find());
    } else if (!expected.equals("<any>")) {
      check(place, expected, actual, actual.isTextual() && actual.textValue().equals(expected));
    }
  }

  /** Unix seconds of this decade: neither milliseconds nor zero. */
  private static boolean isRecent(JsonNode actual) {
    return actual.isIntegralNumber()
        && actual.longValue() > 1_700_000_000L
        && actual.longValue() < 2_100_000_000L;
  }

  private void check(String place, Object expected, JsonNode actual, boolean fits) {
    if (!fits) {
      differences.add(place + " is " + actual + ", not " + expected);
    }
  }
}
