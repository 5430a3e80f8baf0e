package dev.slipway.portstck.sample;

import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.ResourceSchema;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Incarnation;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationConfig;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.OperationKind;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.installation.ResourceTier;
import dev.slipway.domain.installation.Rollout;
import dev.slipway.domain.installation.Specification;
import dev.slipway.domain.installation.UpgradePolicy;
import dev.slipway.domain.installation.UpgradeRule;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.registration.Health;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.domain.version.VersionRange;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Arbitrary values of every kind and in every state, with what stores get wrong: wildcards, quotes,
 * control characters, emoji, numbers beyond every machine type, keys in odd orders, empty and
 * absent fields, microseconds.
 */
public final class Any {

  private Any() {}

  /** Texts that may be stored: any Unicode but U+0000 and unpaired surrogates, often hostile. */
  public static Arbitrary<String> text() {
    return Arbitraries.randomValue(Scribble::text);
  }

  /** A text of at least one character. */
  public static Arbitrary<String> filledText() {
    return text().map(text -> text.isEmpty() ? "x" : text).withoutEdgeCases();
  }

  /** Times in whole microseconds, from 1971 to 2300. */
  public static Arbitrary<Instant> instant() {
    return Arbitraries.longs()
        .between(31_536_000_000_000L, 10_413_792_000_000_000L)
        .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
        .withoutEdgeCases();
  }

  /** JSON values of a few levels. */
  public static Arbitrary<Json> json() {
    return Arbitraries.randomValue(Scribble::json);
  }

  /** JSON objects of a few levels. */
  public static Arbitrary<Json.JsonObject> jsonObject() {
    return Arbitraries.randomValue(Scribble::jsonObject);
  }

  /** Versions: mostly small, some with components of any size, pre-releases, build metadata. */
  public static Arbitrary<SemVer> semVer() {
    var component =
        Arbitraries.of(
            "0",
            "0",
            "1",
            "1",
            "2",
            "3",
            "9",
            "10",
            "11",
            "4294967296",
            "18446744073709551616",
            "99999999999999999999");
    var preRelease = Arbitraries.of("", "", "", "-0", "-1", "-10", "-rc.1", "-rc.1.a", "-RC-2");
    var build = Arbitraries.of("", "", "", "+1", "+exp.sha.5114f85");
    return Combinators.combine(component, component, component, preRelease, build)
        .as(
            (major, minor, patch, pre, meta) ->
                SemVer.of(major + "." + minor + "." + patch + pre + meta))
        .withoutEdgeCases();
  }

  /** Ranges around such versions, of one or two alternatives. */
  public static Arbitrary<VersionRange> range() {
    var comparator =
        Combinators.combine(Arbitraries.of("", "^", "~", ">", "<", ">=", "<="), semVer())
            .as((operator, version) -> operator + version);
    var alternative =
        Arbitraries.oneOf(
            comparator,
            Combinators.combine(comparator, comparator).as((one, other) -> one + " " + other),
            Combinators.combine(semVer(), semVer()).as((low, high) -> low + " - " + high),
            Arbitraries.of("*", "0.x", "1", "^0", "9.*"));
    return Combinators.combine(alternative, alternative, Arbitraries.of(1, 1, 2))
        .as((one, other, size) -> size == 1 ? one : one + " || " + other)
        .map(VersionRange::of)
        .withoutEdgeCases();
  }

  /** Short names of few letters, so that they meet and sort closely. */
  public static Arbitrary<String> segment() {
    return Arbitraries.strings()
        .withChars("ab0-9z")
        .ofMinLength(1)
        .ofMaxLength(6)
        .map(text -> "a" + text + "z")
        .withoutEdgeCases();
  }

  /** Organization ids of every allowed kind of character. */
  public static Arbitrary<OrganizationId> organizationId() {
    return Arbitraries.strings()
        .withChars("aAzZ09_-")
        .ofMinLength(1)
        .ofMaxLength(10)
        .map(OrganizationId::new)
        .withoutEdgeCases();
  }

  /** Organizations. */
  public static Arbitrary<Organization> organization() {
    return Combinators.combine(organizationId(), segment(), filledText(), instant())
        .as((id, slug, name, at) -> new Organization(id, new Slug(slug), name, at))
        .withoutEdgeCases();
  }

  /** Scopes of every kind. */
  public static Arbitrary<Scope> scope() {
    return Arbitraries.of(
            "*",
            "console",
            "read",
            "write",
            "read:**",
            "write:installations/**",
            "read:installations/acme/*",
            "write:providers/acme/x-1",
            "read:*/*/db",
            "write:projects/main")
        .map(text -> Scope.parse(text).orElseThrow())
        .withoutEdgeCases();
  }

  /** Tokens of an organization: never, once or twice refused. */
  public static Arbitrary<ApiToken> token(OrganizationId owner) {
    return Combinators.combine(
            segment(),
            text(),
            scope().list().ofMaxSize(5).uniqueElements(),
            instant(),
            instant().optional(),
            instant().optional(),
            instant().optional())
        .as(
            (id, name, scopes, made, expires, used, revoked) ->
                new ApiToken(
                    new TokenId("tok_" + id),
                    Samples.digest(id),
                    ApiToken.SCHEME,
                    owner,
                    name,
                    scopes,
                    made,
                    expires,
                    used,
                    revoked))
        .withoutEdgeCases();
  }

  /** What people read about a provider. */
  public static Arbitrary<DisplayData> display() {
    return Combinators.combine(
            filledText(),
            text(),
            filledText().optional(),
            filledText().optional(),
            filledText().list().uniqueElements().ofMaxSize(4))
        .as(DisplayData::new)
        .withoutEdgeCases();
  }

  /** Entries of a provider, in the catalogue and deleted. */
  public static Arbitrary<Provider> provider(ProviderName name) {
    var sample = new ProviderSample(name).registered();
    return Combinators.combine(
            display(),
            Arbitraries.integers().between(0, 3),
            instant(),
            instant(),
            Arbitraries.of(true, false))
        .<Provider>as(
            (display, edition, made, changed, registered) ->
                registered
                    ? new Provider.Registered(
                        name, sample.author(), display, edition, made, changed)
                    : new Provider.Deleted(name, sample.author(), display, edition, made, changed))
        .withoutEdgeCases();
  }

  /** Versions of a provider, in every state. */
  public static Arbitrary<ProviderVersion> providerVersion(ProviderName provider, int edition) {
    return Combinators.combine(
            release(provider, edition),
            instant(),
            instant(),
            instant(),
            text(),
            Arbitraries.of(ProviderVersion.Status.class))
        .<ProviderVersion>as(
            (release, one, other, third, words, status) ->
                switch (status) {
                  case BUILDING -> new ProviderVersion.Building(release, words, one);
                  case PUBLISHED -> new ProviderVersion.Published(release, one, other);
                  case FAILED -> new ProviderVersion.Failed(release, words, one);
                  case YANKED ->
                      new ProviderVersion.Yanked(
                          release,
                          one,
                          other,
                          Optional.of(words).filter(reason -> !reason.isBlank()),
                          third);
                })
        .withoutEdgeCases();
  }

  private static Arbitrary<Release> release(ProviderName provider, int edition) {
    return Combinators.combine(semVer(), content(), semVer(), instant())
        .as(
            (version, content, runtime, made) ->
                new Release(new VersionId(provider, version), content, runtime, edition, made));
  }

  private static Arbitrary<WheelContent> content() {
    var urls =
        Arbitraries.of(
                "https://wheels.example.org/a-1-py3-none-any.whl",
                "https://wheels.example.org:8443/%7Ex/a-1-py3-none-any.whl?token=%25_&x='",
                "https://[2001:db8::1]/a-1-py3-none-any.whl?")
            .map(WheelUrl::of);
    return Combinators.combine(
            urls,
            Arbitraries.integers().map(n -> Samples.digest("" + n)).optional(),
            Arbitraries.of("a", "sample.provider", "_x").optional(),
            schemas(),
            text().optional(),
            filledText().list().ofMaxSize(3))
        .as(WheelContent::new);
  }

  private static Arbitrary<ProviderSchemas> schemas() {
    var resource =
        Combinators.combine(
                filledText(), text().optional(), jsonObject().optional(), jsonObject().optional())
            .as(ResourceSchema::new);
    return Combinators.combine(
            resource.list().uniqueElements(ResourceSchema::resource).ofMaxSize(3),
            jsonObject().optional(),
            jsonObject().optional())
        .as(ProviderSchemas::new);
  }

  /** Runtime versions. */
  public static Arbitrary<RuntimeVersion> runtimeVersion() {
    return Combinators.combine(semVer(), filledText(), text().optional(), instant())
        .as(RuntimeVersion::new)
        .withoutEdgeCases();
  }

  /** A tenant's installations, in every state. */
  public static Arbitrary<Installation> installation(InstallationId id) {
    return Combinators.combine(
            details(id),
            Arbitraries.of(OperationKind.class),
            instant(),
            filledText(),
            Arbitraries.of(Installation.LifecycleState.class))
        .<Installation>as(
            (details, operation, at, reason, state) ->
                switch (state) {
                  case PENDING -> new Installation.Pending(details, operation);
                  case PROCESSING -> new Installation.Processing(details, operation, at);
                  case READY -> new Installation.Ready(details);
                  case FAILED -> new Installation.Failed(details, reason, at);
                  case DELETING -> new Installation.Deleting(details);
                })
        .withoutEdgeCases();
  }

  private static Arbitrary<Details> details(InstallationId id) {
    var generation = Arbitraries.longs().between(1, 1L << 53);
    return Combinators.combine(
            segment(),
            specification(),
            Combinators.combine(generation, specification()).as(Rollout::new).optional(),
            Combinators.combine(Arbitraries.of(UpgradePolicy.class), range().optional())
                .as(UpgradeRule::new),
            generation,
            segment().map(RegistrationId::new).optional(),
            Arbitraries.of(true, false),
            Combinators.combine(instant(), instant()).as(List::of))
        .as(
            (incarnation, desired, running, upgrades, number, registration, waiting, times) ->
                new Details(
                    id,
                    new Incarnation("ins_" + incarnation),
                    desired,
                    running,
                    upgrades,
                    number,
                    registration,
                    waiting,
                    times.getFirst(),
                    times.getLast()));
  }

  private static Arbitrary<Specification> specification() {
    return Combinators.combine(semVer(), Arbitraries.of(ResourceTier.class), config())
        .as(Specification::new);
  }

  private static Arbitrary<InstallationConfig> config() {
    return Arbitraries.maps(Arbitraries.of("Z", "a", "_", "B_2", "A", "LONG_NAME_9"), text())
        .ofMaxSize(4)
        .map(Any::ordered)
        .map(InstallationConfig::new);
  }

  private static Map<String, String> ordered(Map<String, String> values) {
    var ordered = new LinkedHashMap<String, String>();
    values.keySet().stream().sorted().forEach(key -> ordered.putFirst(key, values.get(key)));
    return ordered;
  }

  /** Registrations of an installation. */
  public static Arbitrary<Registration> registration(InstallationId installation) {
    var health =
        Combinators.combine(Arbitraries.of(true, false), instant(), text())
            .<Health>as(
                (healthy, since, message) ->
                    healthy ? new Health.Healthy() : new Health.Degraded(since, message));
    return Combinators.combine(
            segment(),
            segment(),
            filledText(),
            semVer(),
            Arbitraries.longs().between(0, 1L << 53),
            health,
            instant(),
            instant())
        .as(
            (id, incarnation, instance, version, rollout, health0, registered, heard) ->
                new Registration(
                    new RegistrationId("reg_" + id),
                    installation,
                    new Incarnation("ins_" + incarnation),
                    instance,
                    version,
                    rollout,
                    health0,
                    registered,
                    heard))
        .withoutEdgeCases();
  }

  /** Messages. */
  public static Arbitrary<Message> message() {
    return Combinators.combine(filledText(), filledText(), jsonObject())
        .as((key, type, payload) -> new Message(new DeliveryKey(key), type, payload))
        .withoutEdgeCases();
  }

  /** Answers that are kept until after {@link Samples#NOON}. */
  public static Arbitrary<KeptAnswer> keptAnswer() {
    return Combinators.combine(
            organizationId(),
            filledText(),
            filledText(),
            Arbitraries.integers().map(n -> Samples.digest("" + n)),
            Arbitraries.of(200, 201, 202, 204),
            json(),
            Arbitraries.integers().between(1, 86_400))
        .as(Any::keptAnswer)
        .withoutEdgeCases();
  }

  private static KeptAnswer keptAnswer(
      OrganizationId organization,
      String route,
      String key,
      Sha256 fingerprint,
      int status,
      Json body,
      int seconds) {
    return new KeptAnswer(
        new IdempotencyKey(organization, route, key),
        fingerprint,
        status,
        body,
        Samples.NOON.plusSeconds(seconds));
  }
}
