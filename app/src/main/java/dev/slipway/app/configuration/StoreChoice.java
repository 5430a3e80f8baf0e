package dev.slipway.app.configuration;

import dev.slipway.adapterspostgres.PostgresSettings;

/** Where everything is kept (contract section 9, {@code --store}). */
public sealed interface StoreChoice {

  /** Whether a database works on the cores of this machine, by the name of its host alone. */
  default boolean sharesTheMachine() {
    return switch (this) {
      case Embedded embedded -> true;
      case Memory memory -> false;
      case External(var database) ->
          database.host().equals("localhost")
              || database.host().equals("::1")
              || database.host().startsWith("127.");
    };
  }

  /** A PostgreSQL that lives and dies with the server, under {@code --data}. */
  record Embedded() implements StoreChoice {}

  /** This process's memory; gone when it ends. */
  record Memory() implements StoreChoice {}

  /**
   * A PostgreSQL that somebody else runs.
   *
   * @param database where it is, and how it is spoken to
   */
  record External(PostgresSettings database) implements StoreChoice {}
}
