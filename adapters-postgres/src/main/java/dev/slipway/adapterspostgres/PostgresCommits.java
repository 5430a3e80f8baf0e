package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.Flight.Step;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Commits: each is one flight of statements, all of them sent before the first answer is awaited
 * (ADR 10). An expectation that does not hold is an error inside the flight, behind which the
 * database does nothing any more, whatever has been sent.
 */
final class PostgresCommits implements Commits {

  private static final int ATTEMPTS = 6;

  /** So many transactions that only acknowledge are on their way at once. */
  private static final int TURNS = 2;

  private static final Set<String> EXPECTATIONS =
      Set.of(
          Refusals.MOVED,
          Refusals.PROVIDER_GONE,
          Refusals.PROVIDER_INSTALLED,
          Refusals.LEASE_LOST,
          Refusals.PACKAGE_GONE,
          Refusals.TAKEN,
          Refusals.UNIQUE,
          Refusals.CHECK);

  private final Connections connections;
  private final PostgresKeeping keeping;
  private final Listener listener;
  private final ConfigCipher cipher;
  private final Gathering acknowledgements = new Gathering(TURNS, this::alone);

  PostgresCommits(
      Connections connections, PostgresKeeping keeping, Listener listener, ConfigCipher cipher) {
    this.connections = connections;
    this.keeping = keeping;
    this.listener = listener;
    this.cipher = cipher;
  }

  /** How a flight ended. */
  private sealed interface Landing {

    /**
     * All of it is true.
     *
     * @param followed whether a message became due because the one before it ended
     */
    record Done(boolean followed) implements Landing {}

    /** The database refused a statement; nothing of it is true. */
    record Refused(Optional<Step> step, PgException why) implements Landing {}

    /** It was never sent; nothing of it is true. */
    record NotSent(Unanswered why) implements Landing {}
  }

  @Override
  public Committed commit(Commit commit) {
    return Gathering.isFor(commit) ? acknowledgements.commit(commit) : alone(commit);
  }

  private Committed alone(Commit commit) {
    var flight = Flight.of(commit, cipher);
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt == ATTEMPTS;
      switch (fly(flight)) {
        case Landing.Done(var followed) -> {
          if (flight.appends()) {
            listener.appended();
          }
          if (followed) {
            listener.becameDue();
          }
          return new Committed.Done();
        }
        case Landing.NotSent(var why) -> {
          if (last) {
            throw unavailable(flight, why.why(), why);
          }
        }
        case Landing.Refused(var step, var why) -> {
          var judged = judged(flight, step, why);
          if (judged.isPresent()) {
            return judged.get();
          }
          if (last || !isWorthAnother(why)) {
            throw unavailable(flight, String.valueOf(why.getMessage()), why);
          }
        }
      }
    }
  }

  /** An answer that was met and is gone a moment later gives way at the next attempt. */
  private static boolean isWorthAnother(PgException why) {
    return Refusals.isWorthAnother(why) || Refusals.ANSWERED.equals(why.getSqlState());
  }

  private Optional<Committed> judged(Flight flight, Optional<Step> step, PgException why) {
    if (Refusals.ANSWERED.equals(why.getSqlState())) {
      return flight.kept().flatMap(keeping::findNow).map(Committed.Answered::new);
    }
    return step.filter(one -> EXPECTATIONS.contains(why.getSqlState()))
        .map(one -> new Committed.Stale(one.losing().lost(why)));
  }

  private StorageUnavailable unavailable(Flight flight, String why, Throwable cause) {
    return new StorageUnavailable(
        flight.summary()
            + ": the database "
            + connections.settings().address()
            + " did not do it ("
            + why
            + "); nothing was written, try again",
        cause);
  }

  /** Sends a flight and says how it ended; the connection is given back or given up here. */
  private Landing fly(Flight flight) {
    var session = connections.take(flight.summary(), connections.settings().limits());
    boolean answered = false;
    try {
      var sent = send(session, flight);
      try {
        Unanswered.awaitThroughInterrupts(sent.end(), patience());
        answered = true;
      } catch (Unanswered e) {
        return sent.refusal().orElseGet(() -> unanswered(session, flight, sent, e));
      }
      return sent.refusal().orElseGet(sent::done);
    } finally {
      if (answered) {
        connections.giveBack(session);
      } else {
        connections.giveUp(session);
      }
    }
  }

  private Duration patience() {
    return connections.settings().limits().answer().plusSeconds(1);
  }

  /** A flight that was sent, answer by answer. */
  private record Sent(
      Flight flight,
      Future<RowSet<Row>> beginning,
      Future<RowSet<Row>> number,
      List<Future<RowSet<Row>>> steps,
      Future<RowSet<Row>> end) {

    /** The first statement that the database refused; those behind it are void. */
    Optional<Landing> refusal() {
      for (Future<RowSet<Row>> before : List.of(beginning, number)) {
        if (before.failed() && before.cause() instanceof PgException why) {
          return Optional.of(new Landing.Refused(Optional.empty(), why));
        }
      }
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).failed() && steps.get(i).cause() instanceof PgException why) {
          return Optional.of(new Landing.Refused(Optional.of(flight.steps().get(i)), why));
        }
      }
      return Optional.empty();
    }

    /** The end was answered and nothing was refused; then everything was sent, too. */
    Landing done() {
      steps.stream()
          .filter(Future::failed)
          .findFirst()
          .ifPresent(
              step -> {
                throw new IllegalStateException(
                    flight.summary() + ": part of it was not sent; report this as a bug",
                    step.cause());
              });
      return new Landing.Done(isFollowed());
    }

    private boolean isFollowed() {
      for (int i = 0; i < steps.size(); i++) {
        var statement = flight.steps().get(i).statement();
        if ((statement == DeliveryStatement.ACKNOWLEDGE || statement == DeliveryStatement.PARK)
            && steps.get(i).result().iterator().next().getInteger(0) > 0) {
          return true;
        }
      }
      return false;
    }

    /** The number of the transaction, if the database came to say it. */
    Optional<String> transaction() {
      return number.succeeded()
          ? Optional.of(number.result().iterator().next().getString("number"))
          : Optional.empty();
    }
  }

  private static Sent send(Session session, Flight flight) {
    var beginning = session.say("BEGIN");
    var number = session.send(KeepingStatement.TRANSACTION, Given.of());
    var steps = new ArrayList<Future<RowSet<Row>>>();
    for (Step step : flight.steps()) {
      steps.add(session.send(step.statement(), step.given()));
    }
    var end = session.say("COMMIT");
    return new Sent(flight, beginning, number, List.copyOf(steps), end);
  }

  /** The end was not answered: find out from the database itself what became of it. */
  private Landing unanswered(Session session, Flight flight, Sent sent, Unanswered why) {
    if (sent.end().failed()
        && sent.end().cause() instanceof PgException refusal
        && "ERROR".equals(refusal.getSeverity())) {
      return new Landing.Refused(Optional.empty(), refusal);
    }
    if (wasNeverSent(sent.end())) {
      return new Landing.NotSent(why);
    }
    // The connection must be gone before anybody is asked, or the answer may still change.
    session.close();
    var fate =
        sent.transaction()
            .map(number -> new Fate(connections, session, number).ask(flight.summary()))
            .orElse(Fate.Answer.UNKNOWN);
    return switch (fate) {
      case COMMITTED -> new Landing.Done(false);
      case VOID -> throw unavailable(flight, why.why(), why);
      case UNKNOWN ->
          throw new OutcomeUnknown(
              flight.summary()
                  + ": the connection to "
                  + connections.settings().address()
                  + " was lost before the database said what it did ("
                  + why.why()
                  + "), and asking again did not tell; read what it should have changed before"
                  + " trying again",
              why);
    };
  }

  /** The client refuses what it is given for a connection that is known to be gone. */
  private static boolean wasNeverSent(Future<?> end) {
    return end.failed()
        && end.cause().getMessage() != null
        && end.cause().getMessage().startsWith("Connection is not active now");
  }
}
