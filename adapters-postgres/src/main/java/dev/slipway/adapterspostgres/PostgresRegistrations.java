package dev.slipway.adapterspostgres;

import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Registration;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.registration.Registrations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Registrations, read and swept. */
final class PostgresRegistrations implements Registrations {

  private static final long SECONDS_OF_A_MINUTE = 60;

  private final Database database;
  private final ConfigCipher cipher;

  PostgresRegistrations(Database database, ConfigCipher cipher) {
    this.database = database;
    this.cipher = cipher;
  }

  /** The minute by which the index of registrations finds a time. */
  static long minute(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), SECONDS_OF_A_MINUTE);
  }

  @Override
  public Optional<Registered> find(RegistrationId id) {
    return database
        .find(
            "reading registration " + id,
            InstallationStatement.REGISTRATION,
            Given.of(id.value()),
            row ->
                Rows.registration(row, "g_")
                    .flatMap(
                        registration ->
                            Rows.installationView(row, cipher)
                                .map(view -> new Registered(registration, view))))
        .flatMap(registered -> registered);
  }

  @Override
  public Optional<Versioned<Registration>> byInstance(
      InstallationId installation, String instanceId) {
    return database
        .find(
            "reading the registration of an instance of installation " + installation,
            InstallationStatement.REGISTRATION_BY_INSTANCE,
            Given.of(
                installation.organization().value(),
                installation.provider().canonical(),
                instanceId),
            row -> Rows.registration(row, "r_"))
        .flatMap(registration -> registration);
  }

  @Override
  public List<Versioned<Registration>> silent(Instant now, Duration interval, int limit) {
    var heard = now.minus(interval.multipliedBy(Registration.MISSED_INTERVALS));
    return database
        .list(
            "looking for silent registrations",
            InstallationStatement.SILENT_REGISTRATIONS,
            Given.of(minute(heard), Given.time(heard), (long) limit),
            row -> Rows.registration(row, "r_"))
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public int removeStale(Instant lastHeardBefore, int limit) {
    var rows =
        database.change(
            "removing stale registrations",
            InstallationStatement.REMOVE_STALE_REGISTRATIONS,
            Given.of(minute(lastHeardBefore), Given.time(lastHeardBefore), (long) limit));
    return rows.iterator().next().getInteger("removed");
  }
}
