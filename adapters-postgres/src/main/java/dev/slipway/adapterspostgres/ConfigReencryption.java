package dev.slipway.adapterspostgres;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.registry.RegistryConnection;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Encrypts anew, with the first key of a {@link ConfigCipher}, whatever is stored under another key
 * or in plain (ADR 16). Beside running servers: it goes page by page, and a row that a server
 * changes at the same moment is read again, so nothing is lost on either side. Stopped half-way it
 * leaves every row whole; run again it does what is left.
 */
public final class ConfigReencryption {

  private static final long ROWS = 100;
  private static final long BYTES = 4 * 1024 * 1024;
  private static final int TURNS_A_PAGE = 32;
  private static final int NAMED = 100;

  /** Cleaning reads whole tables, once. */
  private static final Duration CLEANING = Duration.ofHours(6);

  private final Database database;
  private final ConfigCipher cipher;
  private final Consumer<Progress> progress;
  private final List<String> unreadable = new ArrayList<>();
  private long unreadableCount;
  private long busyCount;

  private ConfigReencryption(Database database, ConfigCipher cipher, Consumer<Progress> progress) {
    this.database = database;
    this.cipher = cipher;
    this.progress = progress;
  }

  /** What is encrypted. */
  public enum Kind {
    /** The config of installations. */
    INSTALLATIONS,
    /** Credentials for registries. */
    CREDENTIALS,
    /** Answers kept under idempotency keys. */
    ANSWERS
  }

  /**
   * How far it is.
   *
   * @param kind of what
   * @param looked how many were looked at
   * @param changed how many of them were encrypted anew
   */
  public record Progress(Kind kind, long looked, long changed) {}

  /**
   * What was done.
   *
   * @param installations of installations
   * @param credentials of registry connections
   * @param answers of kept answers
   * @param unreadable the first hundred that could not be read, each with the reason: a key that is
   *     missing, or a value that is not what was stored there; they are as they were
   * @param unreadableCount how many could not be read
   * @param busyCount how many changed faster than they could be encrypted; run it again
   */
  public record Report(
      Progress installations,
      Progress credentials,
      Progress answers,
      List<String> unreadable,
      long unreadableCount,
      long busyCount) {

    public Report {
      unreadable = List.copyOf(unreadable);
    }

    /** Whether all that is stored is under the first key now. */
    public boolean complete() {
      return unreadableCount == 0 && busyCount == 0;
    }
  }

  /**
   * Goes through a whole database whose migrations were run. Blocks; takes one connection.
   *
   * <p>At the end the tables are cleaned (VACUUM and ANALYZE): without it, samples of the old
   * values would stay in the planner's statistics.
   *
   * @param cipher with at least one key
   * @param progress told after every page
   * @throws StorageUnavailable when the database does not answer; what was done stays done
   * @throws IllegalArgumentException when there is no key
   */
  public static Report run(
      PostgresSettings settings, ConfigCipher cipher, Consumer<Progress> progress) {
    if (cipher.writingKey().isEmpty()) {
      throw new IllegalArgumentException("without a key nothing can be encrypted");
    }
    var report = sealAll(settings, cipher, progress);
    clean(settings);
    return report;
  }

  private static Report sealAll(
      PostgresSettings settings, ConfigCipher cipher, Consumer<Progress> progress) {
    try (var connections =
        new Connections(settings.withConnections(1), List.of(SealingStatement.values()))) {
      return new ConfigReencryption(new Database(connections), cipher, progress).all();
    }
  }

  private static void clean(PostgresSettings settings) {
    var limits = settings.limits();
    var patient =
        settings
            .withConnections(1)
            .withLimits(new PostgresSettings.Limits(limits.connect(), limits.free(), CLEANING));
    try (var connections = new Connections(patient, List.of())) {
      new Database(connections)
          .say(
              "cleaning what was stored before",
              "VACUUM (ANALYZE) slipway.installations, slipway.registry_connections,"
                  + " slipway.kept_answers");
    }
  }

  private Report all() {
    var installations = new Pages<>(Kind.INSTALLATIONS, this::installations, this::seal).all();
    var credentials = new Pages<>(Kind.CREDENTIALS, this::credentials, this::sealCredentials).all();
    var answers = new Pages<>(Kind.ANSWERS, this::answers, this::sealAnswers).all();
    return new Report(installations, credentials, answers, unreadable, unreadableCount, busyCount);
  }

  private void refuse(String what) {
    unreadableCount++;
    if (unreadable.size() < NAMED) {
      unreadable.add(what);
    }
  }

  /**
   * A row of a page.
   *
   * @param key by which the next page is found
   * @param next what should stand there; absent when it does
   * @param refused that it, or some of it, cannot be read, and why
   */
  private record Found<K, V>(K key, Optional<V> next, Optional<String> refused) {}

  /** Goes through one table. */
  private final class Pages<K, V> {

    private final Kind kind;
    private final Function<Optional<K>, List<Found<K, V>>> reading;
    private final Function<List<V>, Long> writing;
    private long looked;
    private long changed;

    Pages(
        Kind kind,
        Function<Optional<K>, List<Found<K, V>>> reading,
        Function<List<V>, Long> writing) {
      this.kind = kind;
      this.reading = reading;
      this.writing = writing;
    }

    Progress all() {
      Optional<K> after = Optional.empty();
      while (true) {
        var page = page(after);
        if (page.isEmpty()) {
          return new Progress(kind, looked, changed);
        }
        looked += page.size();
        page.forEach(found -> found.refused().ifPresent(ConfigReencryption.this::refuse));
        progress.accept(new Progress(kind, looked, changed));
        after = Optional.of(page.getLast().key());
      }
    }

    /** A page of which everything is sealed, or was too busy to be. */
    private List<Found<K, V>> page(Optional<K> after) {
      for (int turn = 1; ; turn++) {
        var page = reading.apply(after);
        var open = page.stream().map(Found::next).flatMap(Optional::stream).toList();
        long done = open.isEmpty() ? 0 : writing.apply(open);
        changed += done;
        if (done == open.size()) {
          return page;
        }
        if (turn == TURNS_A_PAGE) {
          busyCount += open.size() - done;
          return page;
        }
      }
    }
  }

  // Installations.

  private record NextInstallation(
      InstallationId id, long revision, String incarnation, String document) {}

  private List<Found<InstallationId, NextInstallation>> installations(
      Optional<InstallationId> after) {
    return database.list(
        "reading installations to encrypt",
        SealingStatement.INSTALLATIONS,
        Given.of(
            after.map(id -> id.organization().value()).orElse(""),
            after.map(id -> id.provider().canonical()).orElse(""),
            ROWS,
            BYTES),
        this::installation);
  }

  private Found<InstallationId, NextInstallation> installation(Row row) {
    var id =
        new InstallationId(
            new OrganizationId(row.getString("organization")),
            ProviderName.of(row.getString("provider")));
    var document = row.getString("document");
    var resealed = InstallationDocument.reseal(id, document, cipher);
    return new Found<>(
        id,
        resealed.text().equals(document)
            ? Optional.empty()
            : Optional.of(
                new NextInstallation(
                    id, row.getLong("revision"), row.getString("incarnation"), resealed.text())),
        resealed.refused().map(reason -> "installation " + id + ": " + reason));
  }

  private long seal(List<NextInstallation> next) {
    return done(
        "encrypting installations",
        SealingStatement.SEAL_INSTALLATIONS,
        column(next, one -> one.id().organization().value()),
        column(next, one -> one.id().provider().canonical()),
        next.stream().map(NextInstallation::revision).toArray(Long[]::new),
        column(next, NextInstallation::incarnation),
        column(next, NextInstallation::document));
  }

  // Credentials.

  private record NextCredential(RegistryConnection of, String was, String next) {}

  private List<Found<RegistryConnection, NextCredential>> credentials(
      Optional<RegistryConnection> after) {
    return database.list(
        "reading credentials to encrypt",
        SealingStatement.CREDENTIALS,
        Given.of(
            after.map(one -> one.organization().value()).orElse(""),
            after.map(one -> one.id().value()).orElse(""),
            ROWS),
        this::credential);
  }

  private Found<RegistryConnection, NextCredential> credential(Row row) {
    var connection = ConnectionDocument.read(row);
    var was = row.getString("credential");
    return switch (StoredCredential.reseal(connection, was, cipher)) {
      case Parsed.Invalid<String>(var reason) ->
          new Found<>(
              connection,
              Optional.empty(),
              Optional.of(
                  "registry connection "
                      + connection.id()
                      + " of organization "
                      + connection.organization()
                      + ": "
                      + reason));
      case Parsed.Valid<String>(var next) ->
          new Found<>(
              connection,
              next.equals(was)
                  ? Optional.empty()
                  : Optional.of(new NextCredential(connection, was, next)),
              Optional.empty());
    };
  }

  private long sealCredentials(List<NextCredential> next) {
    return done(
        "encrypting credentials",
        SealingStatement.SEAL_CREDENTIALS,
        column(next, one -> one.of().organization().value()),
        column(next, one -> one.of().id().value()),
        column(next, NextCredential::was),
        column(next, NextCredential::next));
  }

  // Kept answers.

  private record NextAnswer(IdempotencyKey key, StoredAnswer was, StoredAnswer next) {}

  private List<Found<IdempotencyKey, NextAnswer>> answers(Optional<IdempotencyKey> after) {
    return database.list(
        "reading kept answers to encrypt",
        SealingStatement.ANSWERS,
        Given.of(
            after.map(key -> key.organization().value()).orElse(""),
            after.map(IdempotencyKey::route).orElse(""),
            after.map(IdempotencyKey::key).orElse(""),
            ROWS,
            BYTES),
        this::answer);
  }

  private Found<IdempotencyKey, NextAnswer> answer(Row row) {
    var key =
        new IdempotencyKey(
            new OrganizationId(row.getString("organization")),
            row.getString("route"),
            row.getString("key"));
    var was = new StoredAnswer(row.getString("fingerprint"), row.getString("body"));
    return switch (was.reseal(key, cipher)) {
      case Parsed.Invalid<StoredAnswer>(var reason) ->
          new Found<>(
              key,
              Optional.empty(),
              Optional.of(
                  "answer kept for "
                      + key.route()
                      + " of organization "
                      + key.organization()
                      + ": "
                      + reason));
      case Parsed.Valid<StoredAnswer>(var next) ->
          new Found<>(
              key,
              next.equals(was) ? Optional.empty() : Optional.of(new NextAnswer(key, was, next)),
              Optional.empty());
    };
  }

  private long sealAnswers(List<NextAnswer> next) {
    return done(
        "encrypting kept answers",
        SealingStatement.SEAL_ANSWERS,
        column(next, one -> one.key().organization().value()),
        column(next, one -> one.key().route()),
        column(next, one -> one.key().key()),
        column(next, one -> one.was().fingerprint()),
        column(next, one -> one.was().body()),
        column(next, one -> one.next().fingerprint()),
        column(next, one -> one.next().body()));
  }

  private static <T> String[] column(List<T> rows, Function<T, String> text) {
    return rows.stream().map(text).toArray(String[]::new);
  }

  private long done(String attempted, SealingStatement statement, Object... columns) {
    return database
        .change(attempted, statement, Given.of(columns))
        .iterator()
        .next()
        .getLong("done");
  }
}
