package dev.slipway.adaptersk8s;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.Lineup;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.version.SemVer;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Deployment says of its installation, in its annotations: everything that this adapter must
 * remember. The cluster keeps it, and changes it only by compare-and-set.
 *
 * @param lineup which rollouts run
 * @param serving what serves; empty exactly when the lineup has nothing that serves
 * @param retired the last rollouts that were ended: what they needed can go when they have gone
 * @param registered the pods that are known to have registered: their gates are open, or will be
 * @param updatedAt when this last changed
 */
record Standing(
    InstallationId id,
    Incarnation incarnation,
    Lineup lineup,
    Optional<Served> serving,
    Set<Long> retired,
    Set<String> registered,
    Instant updatedAt) {

  private static final String SERVING = "slipway.dev/serving";
  private static final String SERVING_VERSION = "slipway.dev/serving-version";
  private static final String SERVING_IMAGE = "slipway.dev/serving-image";
  private static final String CANDIDATE = "slipway.dev/candidate";
  private static final String RETIRED = "slipway.dev/retired";
  private static final String PODS = "slipway.dev/registered-pods";
  private static final String UPDATED_AT = "slipway.dev/updated-at";

  /** More than can be on their way out at once. */
  private static final int REMEMBERED = 8;

  /** What a rollout runs. */
  record Served(SemVer version, String image) {}

  Standing {
    retired = Set.copyOf(retired);
    registered = Set.copyOf(registered);
  }

  /** Nothing was asked yet. */
  static Standing none(InstallationId id, Incarnation incarnation, Instant now) {
    return new Standing(id, incarnation, Lineup.EMPTY, Optional.empty(), Set.of(), Set.of(), now);
  }

  /** Empty when the Deployment is not one of ours, or says nothing that makes sense. */
  static Optional<Standing> of(Deployment deployment) {
    var notes = Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElseGet(Map::of);
    try {
      var serving = number(notes, SERVING);
      return Optional.of(
          new Standing(
              id(notes),
              new Incarnation(required(notes, Names.INCARNATION)),
              new Lineup(
                  Long.parseLong(required(notes, Names.GENERATION)),
                  serving,
                  number(notes, CANDIDATE)),
              serving.isPresent()
                  ? Optional.of(
                      new Served(
                          SemVer.of(required(notes, SERVING_VERSION)),
                          text(notes, SERVING_IMAGE).orElse("")))
                  : Optional.empty(),
              list(notes, RETIRED).stream().map(Long::valueOf).collect(Collectors.toSet()),
              list(notes, PODS),
              Instant.parse(required(notes, UPDATED_AT))));
    } catch (IllegalArgumentException | DateTimeException e) {
      // Not ours, or somebody wrote into it.
      return Optional.empty();
    }
  }

  /** Whose an object is; empty when it is not one of ours. */
  static Optional<InstallationId> idOf(ObjectMeta metadata) {
    try {
      return Optional.ofNullable(metadata.getAnnotations()).map(Standing::id);
    } catch (IllegalArgumentException e) {
      // Not ours, or somebody wrote into it.
      return Optional.empty();
    }
  }

  private static InstallationId id(Map<String, String> notes) {
    return new InstallationId(
        new OrganizationId(required(notes, Names.ORGANIZATION)),
        ProviderName.of(required(notes, Names.PROVIDER)));
  }

  private static String required(Map<String, String> notes, String key) {
    return text(notes, key).orElseThrow(() -> new IllegalArgumentException("no " + key));
  }

  private static Optional<String> text(Map<String, String> notes, String key) {
    return Optional.ofNullable(notes.get(key)).filter(value -> !value.isEmpty());
  }

  private static Set<String> list(Map<String, String> notes, String key) {
    return text(notes, key).map(list -> Set.of(list.split(",", -1))).orElseGet(Set::of);
  }

  private static Optional<Long> number(Map<String, String> notes, String key) {
    return text(notes, key).map(Long::valueOf);
  }

  /** As it is written down. */
  Map<String, String> annotations() {
    var notes = new LinkedHashMap<String, String>();
    notes.put(Names.ORGANIZATION, id.organization().value());
    notes.put(Names.PROVIDER, id.provider().canonical());
    notes.put(Names.INCARNATION, incarnation.value());
    notes.put(Names.GENERATION, Long.toString(lineup.generation()));
    lineup.serving().ifPresent(number -> notes.put(SERVING, Long.toString(number)));
    serving.ifPresent(
        known -> {
          notes.put(SERVING_VERSION, known.version().text());
          notes.put(SERVING_IMAGE, known.image());
        });
    lineup.candidate().ifPresent(number -> notes.put(CANDIDATE, Long.toString(number)));
    if (!retired.isEmpty()) {
      notes.put(
          RETIRED, retired.stream().sorted().map(String::valueOf).collect(Collectors.joining(",")));
    }
    if (!registered.isEmpty()) {
      notes.put(PODS, String.join(",", new TreeSet<>(registered)));
    }
    notes.put(UPDATED_AT, updatedAt.toString());
    return notes;
  }

  /** The rollout whose pods the Deployment should bring up, or keep. */
  Optional<Long> target() {
    return lineup.candidate().or(lineup::serving);
  }

  /** The rollouts that run. */
  List<Long> rollouts() {
    return Stream.concat(lineup.serving().stream(), lineup.candidate().stream()).toList();
  }

  /**
   * The same with another lineup; itself when nothing changes.
   *
   * @param ended the rollouts that end with it
   */
  Standing becomes(
      Lineup next, Optional<Served> served, Set<Long> ended, Set<String> pods, Instant now) {
    return next.equals(lineup) && served.equals(serving) && pods.equals(registered)
        ? this
        : new Standing(
            id,
            incarnation,
            next,
            served,
            Stream.concat(retired.stream(), ended.stream())
                .filter(number -> !next.runs(number))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .limit(REMEMBERED)
                .collect(Collectors.toSet()),
            pods,
            now);
  }
}
