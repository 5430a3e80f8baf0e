package dev.slipway.adapterspostgres;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.answer.KeptAnswers;
import dev.slipway.ports.driven.lease.Leases;
import dev.slipway.ports.driven.secret.SigningKeys;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Kept answers, leases and the signing key. */
final class PostgresKeeping implements KeptAnswers, Leases, SigningKeys {

  private final Database database;
  private final ConfigCipher cipher;

  PostgresKeeping(Database database, ConfigCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  @Override
  public Optional<KeptAnswer> find(IdempotencyKey key, Instant now) {
    return database.find(
        "reading a kept answer of " + key.route(),
        KeepingStatement.ANSWER,
        Given.of(key.organization().value(), key.route(), key.key(), Given.time(now)),
        row -> answer(key, row));
  }

  /** The answer that a commit meets at this moment. */
  Optional<KeptAnswer> findNow(IdempotencyKey key) {
    return database.find(
        "reading a kept answer of " + key.route(),
        KeepingStatement.ANSWER_NOW,
        Given.of(key.organization().value(), key.route(), key.key()),
        row -> answer(key, row));
  }

  private KeptAnswer answer(IdempotencyKey key, Row row) {
    var stored = new StoredAnswer(row.getString("fingerprint"), row.getString("body"));
    return switch (stored.open(key, cipher)) {
      case Parsed.Valid<StoredAnswer>(var plain) ->
          new KeptAnswer(
              key,
              new Sha256(plain.fingerprint()),
              row.getInteger("status"),
              StoredJson.read("the answer kept for " + key.route(), plain.body()),
              Rows.time(row, "expires_at"));
      case Parsed.Invalid<StoredAnswer>(var reason) ->
          throw new InstallationConfig.Unreadable(
              "The answer kept under this idempotency key cannot be read: " + reason);
    };
  }

  @Override
  public int removeExpired(Instant now, int limit) {
    return database
        .change(
            "removing expired answers",
            KeepingStatement.REMOVE_EXPIRED_ANSWERS,
            Given.of(Given.time(now), (long) limit))
        .iterator()
        .next()
        .getInteger("removed");
  }

  @Override
  public Acquired acquire(String name, String holder, Duration time) {
    var held =
        database
            .change(
                "acquiring lease " + name,
                KeepingStatement.ACQUIRE_LEASE,
                Given.of(name, holder, Given.micros(time)))
            .iterator()
            .next()
            .getString("holder");
    return held.equals(holder) ? new Acquired.Held() : new Acquired.HeldBy(held);
  }

  @Override
  public List<String> prolong(List<String> names, String holder, Duration time) {
    if (names.isEmpty()) {
      return List.of();
    }
    var rows =
        database.change(
            "prolonging " + names.size() + " leases",
            KeepingStatement.PROLONG_LEASES,
            Given.of(names.toArray(String[]::new), holder, Given.micros(time)));
    return StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.getString("name"))
        .toList();
  }

  @Override
  public void take(String name, String holder, Duration time) {
    database.change(
        "taking lease " + name,
        KeepingStatement.TAKE_LEASE,
        Given.of(name, holder, Given.micros(time)));
  }

  @Override
  public void release(String name, String holder) {
    database.change(
        "releasing lease " + name, KeepingStatement.RELEASE_LEASE, Given.of(name, holder));
  }

  @Override
  public List<String> ended(String prefix, int limit) {
    return database.list(
        "looking for ended leases " + prefix,
        KeepingStatement.ENDED_LEASES,
        Given.of(prefix, (long) limit),
        row -> row.getString("name"));
  }

  @Override
  public String keep(String proposal) {
    return database
        .change("keeping the signing key", KeepingStatement.SIGNING_KEY, Given.of(proposal))
        .iterator()
        .next()
        .getString("secret");
  }
}
