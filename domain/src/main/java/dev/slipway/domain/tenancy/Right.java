package dev.slipway.domain.tenancy;

/** What a use case asks for before it does anything. */
public enum Right {
  /** To see what belongs to one's organization. */
  READ("read"),
  /** To change what belongs to one's organization. */
  WRITE("write"),
  /** To operate the platform. */
  CONSOLE("console");

  private final String word;

  Right(String word) {
    this.word = word;
  }

  /** The right as a refusal names it. */
  public String word() {
    return word;
  }
}
