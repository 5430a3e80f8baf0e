package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.Parsed;

/** What a token was given (contract/foundation.md section 2). */
public enum Scope {
  /** Everything of one's own organization; never the console. */
  EVERYTHING("*"),
  /** Platform operation; no tenant right by itself. */
  CONSOLE("console"),
  /** Reading what belongs to one's organization. */
  READ("read"),
  /** Changing what belongs to one's organization; includes reading. */
  WRITE("write");

  private final String word;

  Scope(String word) {
    this.word = word;
  }

  /** The scope as written in requests and answers. */
  public String word() {
    return word;
  }

  /** Reads a scope; refuses unknown words, naming the known ones. */
  public static Parsed<Scope> parse(String text) {
    for (Scope scope : values()) {
      if (scope.word.equals(text)) {
        return Parsed.valid(scope);
      }
    }
    return Parsed.invalid("must be one of *, console, read, write");
  }

  boolean grants(Right right) {
    return switch (this) {
      case EVERYTHING -> right == Right.READ || right == Right.WRITE;
      case CONSOLE -> right == Right.CONSOLE;
      case READ -> right == Right.READ;
      case WRITE -> right == Right.READ || right == Right.WRITE;
    };
  }
}
