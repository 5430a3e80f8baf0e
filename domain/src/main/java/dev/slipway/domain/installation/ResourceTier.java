package dev.slipway.domain.installation;

/** How much of a machine an installation gets; the amounts are the runtime adapter's settings. */
public enum ResourceTier {
  FREE("free"),
  STANDARD("standard"),
  PERFORMANCE("performance");

  private final String word;

  ResourceTier(String word) {
    this.word = word;
  }

  /** The wire's word. */
  public String word() {
    return word;
  }
}
