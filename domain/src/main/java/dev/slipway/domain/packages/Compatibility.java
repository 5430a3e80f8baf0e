package dev.slipway.domain.packages;

import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.json.Json.JsonObject;
import dev.slipway.domain.json.Json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Into which clusters a version may be installed. Implements {@code compatibility} in section 4 of
 * the contract's page on packages.
 *
 * @param clusterTypes 1 to 64 words, of which a cluster's type is one
 * @param minVersion the least version of Kubernetes
 * @param maxVersion the greatest one; without a patch, every patch of it; not below the least
 * @param providers who may run the cluster
 * @param regions where it may be
 * @param networkProfile the network that it must have
 */
public record Compatibility(
    List<String> clusterTypes,
    Optional<KubernetesVersion> minVersion,
    Optional<KubernetesVersion> maxVersion,
    Allowed providers,
    Allowed regions,
    Optional<NetworkProfile> networkProfile) {

  private static final int MAX_ITEMS = 64;
  private static final int MAX_ITEM_LENGTH = 64;
  private static final String ANY = "any";

  /** Which words are allowed. */
  public sealed interface Allowed {

    /** Every word, also none. */
    record Any() implements Allowed {}

    /**
     * These alone.
     *
     * @param words 1 to 64
     */
    record Only(List<String> words) implements Allowed {
      public Only {
        words = List.copyOf(words);
      }
    }
  }

  /** The networks that clusters have. */
  public enum NetworkProfile {
    /** Linux nodes alone. */
    LINUX_CILIUM("linux_cilium"),
    /** Nodes of several operating systems. */
    MIXED_OS_CALICO("mixed_os_calico");

    private final String word;

    NetworkProfile(String word) {
      this.word = word;
    }

    /** As it is written in requests and answers. */
    public String word() {
      return word;
    }

    private static Optional<NetworkProfile> of(String word) {
      return Stream.of(values()).filter(profile -> profile.word.equals(word)).findFirst();
    }
  }

  /**
   * Why a cluster does not fit.
   *
   * @param clause the part that it breaks, such as {@code kubernetes.minVersion}
   * @param message a sentence for people
   */
  public record Mismatch(String clause, String message) {}

  public Compatibility {
    clusterTypes = List.copyOf(clusterTypes);
    if (minVersion.isPresent()
        && maxVersion.isPresent()
        && !maxVersion.get().isAtLeast(minVersion.get())) {
      throw new IllegalArgumentException("minVersion is above maxVersion");
    }
  }

  /** Every reason why a cluster does not fit, in the order of the clauses; none when it does. */
  public List<Mismatch> judge(Cluster cluster) {
    var reasons = new ArrayList<Mismatch>();
    clause(
        reasons,
        "clusterTypes",
        Optional.of(new Allowed.Only(clusterTypes)),
        cluster.type(),
        "type");
    bound(reasons, "kubernetes.minVersion", minVersion, cluster, "at least", true);
    bound(reasons, "kubernetes.maxVersion", maxVersion, cluster, "at most", false);
    clause(reasons, "placement.providers", Optional.of(providers), cluster.provider(), "provider");
    clause(reasons, "placement.regions", Optional.of(regions), cluster.region(), "region");
    clause(
        reasons,
        "kaas.networkProfile",
        networkProfile.map(profile -> new Allowed.Only(List.of(profile.word()))),
        cluster.networkProfile(),
        "network profile");
    return List.copyOf(reasons);
  }

  private static void clause(
      List<Mismatch> reasons,
      String clause,
      Optional<? extends Allowed> allowed,
      Optional<String> fact,
      String what) {
    if (allowed.isPresent() && allowed.get() instanceof Allowed.Only(var words)) {
      refuse(reasons, clause, fact, words::contains, what, "one of " + String.join(", ", words));
    }
  }

  private static void bound(
      List<Mismatch> reasons,
      String clause,
      Optional<KubernetesVersion> bound,
      Cluster cluster,
      String relation,
      boolean least) {
    bound.ifPresent(
        limit ->
            refuse(
                reasons,
                clause,
                cluster.kubernetesVersion(),
                version -> least ? limit.isAtMost(version) : limit.isAtLeast(version),
                "Kubernetes version",
                relation + " " + limit));
  }

  private static <T> void refuse(
      List<Mismatch> reasons,
      String clause,
      Optional<T> fact,
      Predicate<T> fits,
      String what,
      String needed) {
    if (fact.isEmpty()) {
      reasons.add(
          new Mismatch(clause, "The cluster's " + what + " is not told; it must be " + needed));
    } else if (!fits.test(fact.get())) {
      reasons.add(
          new Mismatch(
              clause, "The cluster's " + what + " is " + fact.get() + "; it must be " + needed));
    }
  }

  /** As it is written in requests and answers. */
  public JsonObject toJson() {
    var kubernetes = Json.object();
    minVersion.ifPresent(version -> kubernetes.put("minVersion", version.text()));
    maxVersion.ifPresent(version -> kubernetes.put("maxVersion", version.text()));
    var json =
        Json.object()
            .put("clusterTypes", texts(clusterTypes))
            .put("kubernetes", kubernetes.build())
            .put(
                "placement",
                Json.object()
                    .put("providers", json(providers))
                    .put("regions", json(regions))
                    .build());
    networkProfile.ifPresent(
        profile -> json.put("kaas", Json.object().put("networkProfile", profile.word()).build()));
    return json.build();
  }

  private static Json json(Allowed allowed) {
    return switch (allowed) {
      case Allowed.Any any -> Json.string(ANY);
      case Allowed.Only(var words) -> texts(words);
    };
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::string).toList());
  }

  /** Reads it from a form, to whose findings it adds what is wrong. */
  static Optional<Compatibility> read(ClosedForm form) {
    var types = form.required("clusterTypes").flatMap(given -> words(form, "clusterTypes", given));
    var kubernetes = form.requiredForm("kubernetes");
    var min = kubernetes.flatMap(inner -> version(inner, "minVersion"));
    var max = kubernetes.flatMap(inner -> version(inner, "maxVersion"));
    boolean crossed = min.isPresent() && max.isPresent() && !max.get().isAtLeast(min.get());
    kubernetes.ifPresent(
        inner -> {
          if (crossed) {
            inner.wrong("minVersion", Reason.INVALID, "Must not be above maxVersion");
          }
          inner.close();
        });
    var placement = form.requiredForm("placement");
    var providers = placement.flatMap(inner -> allowed(inner, "providers"));
    var regions = placement.flatMap(inner -> allowed(inner, "regions"));
    placement.ifPresent(ClosedForm::close);
    var kaas = form.optionalForm("kaas");
    var profile = kaas.flatMap(Compatibility::profile);
    kaas.ifPresent(ClosedForm::close);
    return types.isPresent() && providers.isPresent() && regions.isPresent() && !crossed
        ? Optional.of(
            new Compatibility(types.get(), min, max, providers.get(), regions.get(), profile))
        : Optional.empty();
  }

  private static Optional<KubernetesVersion> version(ClosedForm form, String name) {
    return form.parsed(
        name,
        form.optionalText(name, 1, MAX_ITEM_LENGTH),
        Reason.INVALID,
        KubernetesVersion::bound);
  }

  private static Optional<Allowed> allowed(ClosedForm form, String name) {
    var given = form.required(name);
    if (given.isPresent() && given.get() instanceof JsonString(var text)) {
      if (text.equals(ANY)) {
        return Optional.of(new Allowed.Any());
      }
      form.wrong(name, Reason.INVALID, "Must be the text any, or a list of texts");
      return Optional.empty();
    }
    return given.flatMap(list -> words(form, name, list)).map(Allowed.Only::new);
  }

  private static Optional<List<String>> words(ClosedForm form, String name, Json given) {
    return form.texts(form.place(name), given, 1, MAX_ITEMS, MAX_ITEM_LENGTH);
  }

  private static Optional<NetworkProfile> profile(ClosedForm form) {
    var text = form.requiredText("networkProfile", 1, MAX_ITEM_LENGTH);
    var profile = text.flatMap(NetworkProfile::of);
    if (text.isPresent() && profile.isEmpty()) {
      form.wrong("networkProfile", Reason.INVALID, "Must be linux_cilium or mixed_os_calico");
    }
    return profile;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException when it did not write this
   */
  public static Compatibility of(Json written) {
    return switch (ClosedForm.read(written, List.of(), Compatibility::read)) {
      case Read.Valid<Compatibility>(var valid) -> valid;
      case Read.Invalid<Compatibility>(var findings) ->
          throw new IllegalArgumentException("No compatibility: " + findings.getFirst().message());
    };
  }
}
