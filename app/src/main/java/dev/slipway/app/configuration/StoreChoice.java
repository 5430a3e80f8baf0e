package dev.slipway.app.configuration;

/** Where everything is kept (contract section 9, {@code --store}). */
public sealed interface StoreChoice {

  /** A PostgreSQL that lives and dies with the server, under {@code --data}. */
  record Embedded() implements StoreChoice {}

  /** This process's memory; gone when it ends. */
  record Memory() implements StoreChoice {}

  /**
   * A PostgreSQL that somebody else runs.
   *
   * @param url {@code postgresql://…}; may hold a password
   */
  record External(String url) implements StoreChoice {
    @Override
    public String toString() {
      return "External[withheld]";
    }
  }
}
