package dev.slipway.portstck.roundtrip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.RuntimeVersion;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.delivery.DeliveryKey;
import dev.slipway.domain.delivery.Message;
import dev.slipway.domain.installation.Details;
import dev.slipway.domain.installation.Installation;
import dev.slipway.domain.installation.InstallationId;
import dev.slipway.domain.installation.RegistrationId;
import dev.slipway.domain.registration.Registration;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.version.SemVer;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.answer.IdempotencyKey;
import dev.slipway.ports.driven.answer.KeptAnswer;
import dev.slipway.ports.driven.catalogue.CatalogueQuery;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.VersionChoice;
import dev.slipway.ports.paging.Paging;
import dev.slipway.portstck.sample.Any;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.Given;
import dev.slipway.portstck.store.StoreHarness;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever is stored comes back equal, with the order of its keys and the digits of its numbers,
 * through every read that shows it. Every try uses names of its own, so all may share one store.
 */
public interface RoundTripProperties {

  /** What every write here expects. */
  Expected ABSENT = new Expected.Absent();

  /** So many values of each kind. */
  int TRIES = 150;

  /** Counts the names that were used. */
  AtomicLong NAMES = new AtomicLong();

  /** A store, empty before the first try; all tries may share it. */
  StoreHarness harness();

  private Store store() {
    return harness().store();
  }

  private Given given() {
    return new Given(store());
  }

  private static String fresh(String word) {
    return word + "-" + NAMES.incrementAndGet();
  }

  private static ProviderName freshProvider() {
    return ProviderName.of("acme/" + fresh("p"));
  }

  /** The text shows what equality passes over: the order of keys, the digits of numbers. */
  private static <T> void isSame(T actual, T expected) {
    assertThat(actual).isEqualTo(expected).hasToString(expected.toString());
  }

  private static <T> T only(List<T> list) {
    assertThat(list).hasSize(1);
    return list.getFirst();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void organizations(@ForAll("anyOrganization") Organization any) {
    var organization =
        new Organization(
            new OrganizationId(fresh(any.id().value())),
            new Slug(fresh(any.slug().value())),
            any.name(),
            any.createdAt());

    given().committed(new Change.PutOrganization(organization, ABSENT));

    isSame(store().organizations().find(organization.id()).orElseThrow(), organization);
    isSame(store().organizations().bySlug(organization.slug()).orElseThrow(), organization);
  }

  /** Arbitrary organizations. */
  @Provide
  default Arbitrary<Organization> anyOrganization() {
    return Any.organization();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void tokens(@ForAll("anyToken") ApiToken any) {
    var owner = fresh("owner");
    var id = fresh("tok");
    var token =
        new ApiToken(
            new TokenId(id),
            Samples.digest(id),
            any.prefix(),
            new OrganizationId(owner),
            any.name(),
            any.scopes(),
            any.createdAt(),
            any.expiresAt(),
            any.lastUsedAt(),
            any.revokedAt());

    given().token(token);

    isSame(store().tokens().find(token.id()).orElseThrow().token().value(), token);
    isSame(store().tokens().byDigest(token.digest()).orElseThrow().token().value(), token);
    isSame(only(store().tokens().of(token.organization())).token().value(), token);
  }

  /** Arbitrary tokens. */
  @Provide
  default Arbitrary<ApiToken> anyToken() {
    return Any.token(new OrganizationId("any"));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void providers(@ForAll("anyProvider") Provider any) {
    var name = freshProvider();
    var provider = named(any, name);

    given().provider(provider);

    var seen = store().installations().scene(nobodys(name), new VersionChoice.None()).provider();
    isSame(seen.orElseThrow().value(), provider);
    if (provider instanceof Provider.Registered registered) {
      isSame(store().catalogue().provider(name).orElseThrow().provider().value(), registered);
      isFoundByItsOwnWords(registered);
    }
  }

  private void isFoundByItsOwnWords(Provider.Registered provider) {
    var display = provider.display();
    for (String text : List.of(display.displayName(), display.description())) {
      var query =
          new CatalogueQuery(
              Optional.of(new OrganizationId("acme")),
              true,
              text,
              display.tags(),
              new Paging(1, before(provider.name())));
      isSame(only(store().catalogue().providers(query).items()).provider().value(), provider);
    }
  }

  /** Just before a name, where a page begins with it. */
  private static Paging.Start before(ProviderName name) {
    var canonical = name.canonical();
    int last = canonical.length() - 1;
    return new Paging.After(
        canonical.substring(0, last) + (char) (canonical.charAt(last) - 1) + "~");
  }

  private static Provider named(Provider any, ProviderName name) {
    return switch (any) {
      case Provider.Registered one ->
          new Provider.Registered(
              name, one.author(), one.display(), one.edition(), one.createdAt(), one.updatedAt());
      case Provider.Deleted one ->
          new Provider.Deleted(
              name, one.author(), one.display(), one.edition(), one.createdAt(), one.updatedAt());
    };
  }

  private static InstallationId nobodys(ProviderName name) {
    return new InstallationId(new OrganizationId("nobody"), name);
  }

  /** Arbitrary entries. */
  @Provide
  default Arbitrary<Provider> anyProvider() {
    return Any.provider(ProviderName.of("acme/any"));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void provider_versions(@ForAll("anyVersion") ProviderVersion any) {
    var name = freshProvider();
    var version = of(any, name);

    given().version(version);

    isSame(store().catalogue().version(version.id()).orElseThrow().value(), version);
    isSame(store().catalogue().publishing(version.id()).version().orElseThrow().value(), version);
    isSame(only(store().catalogue().versions(name, false, Paging.first()).items()), version);
    isSame(
        store()
            .installations()
            .scene(nobodys(name), new VersionChoice.Exact(version.version()))
            .target()
            .orElseThrow(),
        version);
    if (version instanceof ProviderVersion.Published published) {
      isSame(only(store().catalogue().versions(name, true, Paging.first()).items()), version);
      assertThat(store().catalogue().provider(name).orElseThrow().latest())
          .contains(published.version());
    }
  }

  private static ProviderVersion of(ProviderVersion any, ProviderName name) {
    var release = any.release();
    var mine =
        new Release(
            new VersionId(name, any.version()),
            release.content(),
            release.runtimeVersion(),
            release.edition(),
            release.createdAt());
    return switch (any) {
      case ProviderVersion.Building one ->
          new ProviderVersion.Building(mine, one.buildId(), one.updatedAt());
      case ProviderVersion.Published one ->
          new ProviderVersion.Published(mine, one.publishedAt(), one.updatedAt());
      case ProviderVersion.Failed one ->
          new ProviderVersion.Failed(mine, one.error(), one.updatedAt());
      case ProviderVersion.Yanked one ->
          new ProviderVersion.Yanked(
              mine, one.publishedAt(), one.yankedAt(), one.reason(), one.updatedAt());
    };
  }

  /** Arbitrary versions. */
  @Provide
  default Arbitrary<ProviderVersion> anyVersion() {
    return Any.providerVersion(ProviderName.of("acme/any"), 0);
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void runtime_versions(@ForAll("anyRuntime") RuntimeVersion any) {
    var text = any.version().text();
    var runtime =
        new RuntimeVersion(
            SemVer.of(NAMES.incrementAndGet() + text.substring(text.indexOf('.'))),
            any.imageUrl(),
            any.changelog(),
            any.releasedAt());

    given().committed(new Change.PutRuntimeVersion(runtime));

    isSame(store().runtimeVersions().ofPrecedence(runtime.version()).orElseThrow(), runtime);
    isSame(store().runtimeVersions().page(Paging.first()).items().getFirst(), runtime);
  }

  /** Arbitrary runtime versions. */
  @Provide
  default Arbitrary<RuntimeVersion> anyRuntime() {
    return Any.runtimeVersion();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void installations(@ForAll("anyInstallation") Installation any) {
    var id = new InstallationId(new OrganizationId(fresh("tenant")), ProviderName.of("acme/any"));
    var installation = of(any, id);

    given().installation(installation);

    isSame(store().installations().find(id).orElseThrow().installation().value(), installation);
    isSame(
        only(store().installations().page(id.organization(), Paging.first()).items())
            .installation()
            .value(),
        installation);
    isSame(
        store()
            .installations()
            .scene(id, new VersionChoice.None())
            .installation()
            .orElseThrow()
            .installation()
            .value(),
        installation);
  }

  private static Installation of(Installation any, InstallationId id) {
    var details = any.details();
    var mine =
        new Details(
            id,
            details.incarnation(),
            details.desired(),
            details.running(),
            details.upgrades(),
            details.generation(),
            details.registration(),
            details.proposalWaiting(),
            details.createdAt(),
            details.updatedAt());
    return switch (any) {
      case Installation.Pending one -> new Installation.Pending(mine, one.operation());
      case Installation.Processing one ->
          new Installation.Processing(mine, one.operation(), one.registrationDeadline());
      case Installation.Ready one -> new Installation.Ready(mine);
      case Installation.Failed one -> new Installation.Failed(mine, one.reason(), one.failedAt());
      case Installation.Deleting one -> new Installation.Deleting(mine);
    };
  }

  /** Arbitrary installations. */
  @Provide
  default Arbitrary<Installation> anyInstallation() {
    return Any.installation(Samples.installationId("any", "acme/any"));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void registrations(@ForAll("anyRegistration") Registration any) {
    var tenant = fresh("tenant");
    var id = new RegistrationId(fresh(any.id().value()));
    var installation =
        given()
            .installation(
                Samples.anInstallation(tenant, "acme/any")
                    .incarnation(any.incarnation().value())
                    .registration(id)
                    .ready());
    var registration =
        new Registration(
            id,
            installation.value().id(),
            any.incarnation(),
            any.instanceId(),
            any.version(),
            any.rollout(),
            any.health(),
            any.registeredAt(),
            any.lastHeartbeatAt());

    given().registration(registration);

    var found = store().registrations().find(id).orElseThrow();
    isSame(found.registration().value(), registration);
    isSame(found.installation().installation(), installation);
    isSame(found.installation().registration().map(Versioned::value).orElseThrow(), registration);
    isSame(
        store()
            .registrations()
            .byInstance(installation.value().id(), any.instanceId())
            .orElseThrow()
            .value(),
        registration);
  }

  /** Arbitrary registrations. */
  @Provide
  default Arbitrary<Registration> anyRegistration() {
    return Any.registration(Samples.installationId("any", "acme/any"));
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void messages_and_dead_letters(
      @ForAll("anyMessage") Message any, @ForAll("anyText") String error) {
    var message = new Message(new DeliveryKey(fresh(any.key().value())), any.type(), any.payload());
    given().messages(message);

    var delivery = only(store().outbox().claim(10, Duration.ofHours(1)));
    given().committed(new Change.Park(delivery.claim(), error));

    isSame(delivery.message(), message);
    var letter = store().deadLetters().find(delivery.id()).orElseThrow();
    isSame(letter.message(), message);
    isSame(letter.error(), error);
    isSame(letter.id(), delivery.id());
  }

  /** Arbitrary messages. */
  @Provide
  default Arbitrary<Message> anyMessage() {
    return Any.message();
  }

  /** Arbitrary texts. */
  @Provide
  default Arbitrary<String> anyText() {
    return Any.text();
  }

  @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
  default void kept_answers(@ForAll("anyAnswer") KeptAnswer any, @ForAll("minutes") int minutes) {
    var key = new IdempotencyKey(any.key().organization(), any.key().route(), fresh("key"));
    var now = harness().now().truncatedTo(ChronoUnit.MICROS);
    var answer =
        new KeptAnswer(
            key, any.fingerprint(), any.status(), any.body(), now.plusSeconds(60L * minutes));

    given().committed(new Change.Keep(answer));

    isSame(store().answers().find(key, now).orElseThrow(), answer);
  }

  /** Arbitrary answers. */
  @Provide
  default Arbitrary<KeptAnswer> anyAnswer() {
    return Any.keptAnswer();
  }

  /** How long an answer is kept. */
  @Provide
  default Arbitrary<Integer> minutes() {
    return Arbitraries.integers().between(10, 100_000);
  }
}
