package dev.slipway.domain.installation;

/** Who decides on upgrades. */
public enum UpgradePolicy {
  /** A publish proposes an upgrade by itself. */
  AUTO("auto"),
  /** Only the tenant. */
  MANUAL("manual");

  private final String word;

  UpgradePolicy(String word) {
    this.word = word;
  }

  /** The wire's word. */
  public String word() {
    return word;
  }
}
