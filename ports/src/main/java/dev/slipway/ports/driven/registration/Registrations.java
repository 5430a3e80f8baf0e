package dev.slipway.ports.driven.registration;

import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Registration;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.InstallationView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reading registrations. Thread-safe; blocks. */
public interface Registrations {

  /**
   * A registration and the installation that it serves, read together.
   *
   * @param registration the registration
   * @param installation its installation, of whatever incarnation; always there, since removing an
   *     installation removes its registrations
   */
  record Registered(Versioned<Registration> registration, InstallationView installation) {}

  /** The registration of an id. */
  Optional<Registered> find(RegistrationId id);

  /** The registration of an instance of an installation's present incarnation. */
  Optional<Versioned<Registration>> byInstance(InstallationId installation, String instanceId);

  /**
   * Healthy registrations to which their installation points, and that are silent at a time: {@link
   * Registration#silentFrom} is that time or earlier. The longest silent first, then by id.
   *
   * @param interval the heartbeat interval
   * @param limit at most so many
   */
  List<Versioned<Registration>> silent(Instant now, Duration interval, int limit);

  /**
   * Removes registrations to which no installation points, last heard before (not at) a time; the
   * longest silent first.
   *
   * @return how many, at most {@code limit}
   */
  int removeStale(Instant lastHeardBefore, int limit);
}
