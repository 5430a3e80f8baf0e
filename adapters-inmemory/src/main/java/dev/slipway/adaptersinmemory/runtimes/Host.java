package dev.slipway.adaptersinmemory.runtimes;

import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What runs of one installation in this process. Guarded by its {@link SimulatedRuntimes}. */
final class Host {

  private final InstallationId id;
  private final Incarnation incarnation;
  private final Map<Long, Instance> instances = new HashMap<>();
  private Lineup lineup;
  private Instant updatedAt;

  Host(InstallationId id, Incarnation incarnation, Lineup lineup, Instant updatedAt) {
    this.id = id;
    this.incarnation = incarnation;
    this.lineup = lineup;
    this.updatedAt = updatedAt;
  }

  InstallationId id() {
    return id;
  }

  Incarnation incarnation() {
    return incarnation;
  }

  Map<Long, Instance> instances() {
    return instances;
  }

  Lineup lineup() {
    return lineup;
  }

  Instant updatedAt() {
    return updatedAt;
  }

  void becomes(Lineup next, Instant now) {
    if (!next.equals(lineup)) {
      lineup = next;
      updatedAt = now;
    }
  }

  void touched(Instant now) {
    updatedAt = now;
  }

  Optional<Instance> serving() {
    return lineup.serving().map(instances::get);
  }

  Optional<Instance> candidate() {
    return lineup.candidate().map(instances::get);
  }
}
