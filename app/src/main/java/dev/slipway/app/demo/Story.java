package dev.slipway.app.demo;

import java.io.PrintStream;

/** What the tour prints: numbered steps, what was sent, and the answers that matter. */
final class Story {

  private static final int GIST = 62;

  private final PrintStream out;
  private int steps;

  Story(PrintStream out) {
    this.out = out;
  }

  /** A step: one sentence. */
  void step(String sentence) {
    steps++;
    out.printf("%n%2d. %s%n", steps, sentence);
    out.flush();
  }

  /**
   * A request and how it was answered.
   *
   * @param gist what matters most, behind it on the line; empty text when that comes below
   */
  void exchange(String method, String path, int status, long millis, String gist) {
    String line = "%s %s -> %d (%d ms)".formatted(method, path, status, millis);
    out.println(("    %-" + GIST + "s %s").formatted(line, gist).stripTrailing());
    out.flush();
  }

  /** Something that matters in an answer. */
  void detail(String name, String value) {
    out.printf("      %s: %s%n", name, value);
    out.flush();
  }

  /** Something that happened outside of requests. */
  void happening(String sentence) {
    out.printf("    %s%n", sentence);
    out.flush();
  }

  /** A paragraph of its own. */
  void say(String text) {
    out.println(text);
    out.flush();
  }
}
