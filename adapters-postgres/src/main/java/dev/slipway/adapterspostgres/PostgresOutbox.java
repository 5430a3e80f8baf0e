package dev.slipway.adapterspostgres;

import dev.slipway.domain.delivery.DeadLetter;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.ports.driven.delivery.Claim;
import dev.slipway.ports.driven.delivery.DeadLetters;
import dev.slipway.ports.driven.delivery.Delivery;
import dev.slipway.ports.driven.delivery.Outbox;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Messages, claimed and given back; dead letters, read. */
final class PostgresOutbox implements Outbox, DeadLetters {

  private final Database database;
  private final Listener listener;

  PostgresOutbox(Database database, Listener listener) {
    this.database = database;
    this.listener = listener;
  }

  private record Claimed(Instant wasDueAt, Delivery delivery) {}

  @Override
  public List<Delivery> claim(int limit, Duration lease) {
    var rows =
        database.change(
            "claiming messages", DeliveryStatement.CLAIM, Given.of(limit, Given.micros(lease)));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(PostgresOutbox::claimed)
        .sorted(Comparator.comparing(Claimed::wasDueAt))
        .map(Claimed::delivery)
        .toList();
  }

  private static Claimed claimed(Row row) {
    var id = row.getString("id");
    var message = message(id, row);
    return new Claimed(
        Rows.time(row, "was_due_at"),
        new Delivery(
            id,
            message,
            row.getInteger("attempt"),
            new Claim(message.key(), row.getString("token"))));
  }

  private static Message message(String id, Row row) {
    return new Message(
        new DeliveryKey(row.getString("key")),
        row.getString("type"),
        StoredJson.object("message " + id, row.getString("payload")));
  }

  @Override
  public List<Claim> renew(List<Claim> claims, Duration lease) {
    if (claims.isEmpty()) {
      return List.of();
    }
    var held = new HashSet<String>();
    database
        .change(
            "renewing " + claims.size() + " claims",
            DeliveryStatement.RENEW,
            Given.of(
                claims.stream().map(claim -> claim.key().value()).toArray(String[]::new),
                claims.stream().map(Claim::token).toArray(String[]::new),
                Given.micros(lease)))
        .forEach(row -> held.add(row.getString("claim")));
    return claims.stream()
        .filter(claim -> held.contains(claim.token() + "/" + claim.key().value()))
        .toList();
  }

  @Override
  public boolean retryLater(Claim claim, Duration delay) {
    return givenBack(
        database.change(
            "giving back a message of " + claim.key(),
            DeliveryStatement.RETRY_LATER,
            Given.of(claim.key().value(), claim.token(), Given.micros(delay))));
  }

  @Override
  public boolean release(Claim claim) {
    return givenBack(
        database.change(
            "giving back a message of " + claim.key() + " untried",
            DeliveryStatement.RELEASE,
            Given.of(claim.key().value(), claim.token())));
  }

  private boolean givenBack(RowSet<Row> changed) {
    boolean held = changed.rowCount() > 0;
    if (held) {
      listener.becameDue();
    }
    return held;
  }

  @Override
  public Optional<Instant> nextDue() {
    return database.find(
        "asking when the next message is due",
        DeliveryStatement.NEXT_DUE,
        Given.of(),
        row -> Rows.time(row, "due_at"));
  }

  @Override
  public long size() {
    var rows = database.read("counting messages", DeliveryStatement.SIZE, Given.of());
    return rows.iterator().next().getLong("size");
  }

  @Override
  public Optional<DeadLetter> find(String id) {
    return database.find(
        "reading dead letter " + id,
        DeliveryStatement.DEAD_LETTER,
        Given.of(id),
        PostgresOutbox::deadLetter);
  }

  @Override
  public List<DeadLetter> page(String after, int limit) {
    return database.list(
        "listing dead letters",
        DeliveryStatement.DEAD_LETTERS,
        Given.of(after, (long) limit),
        PostgresOutbox::deadLetter);
  }

  private static DeadLetter deadLetter(Row row) {
    var id = row.getString("id");
    return new DeadLetter(
        id,
        message(id, row),
        row.getString("error"),
        row.getInteger("attempts"),
        Rows.time(row, "parked_at"));
  }
}
