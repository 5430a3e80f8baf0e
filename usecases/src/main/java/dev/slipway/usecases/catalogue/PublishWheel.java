package dev.slipway.usecases.catalogue;

import dev.slipway.domain.catalogue.Author;
import dev.slipway.domain.catalogue.DisplayData;
import dev.slipway.domain.catalogue.Provider;
import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.ProviderSchemas;
import dev.slipway.domain.catalogue.ProviderVersion;
import dev.slipway.domain.catalogue.ProviderVersionEvent;
import dev.slipway.domain.catalogue.ProviderVersionMachine;
import dev.slipway.domain.catalogue.ProviderVersionMachine.Outcome;
import dev.slipway.domain.catalogue.Release;
import dev.slipway.domain.catalogue.ReservedNames;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.catalogue.WheelContent;
import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Violation;
import dev.slipway.domain.installation.InstallerMessage;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Right;
import dev.slipway.ports.driven.catalogue.Catalogue;
import dev.slipway.ports.driven.catalogue.PublishingScene;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.decision.Deciding;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps {@link PublishProviderVersion}. The order of judgement is the contract's: form, rights,
 * what is stored, and only then anything is fetched. Thread-safe.
 */
public final class PublishWheel implements PublishProviderVersion {

  private final Catalogue catalogue;
  private final Commits commits;
  private final Wheels wheels;
  private final SchemaForms schemas;
  private final ProviderRuntimes runtimes;
  private final Answers answers;
  private final InstantSource clock;
  private final PublishingRules rules;

  @Inject
  public PublishWheel(
      Catalogue catalogue,
      Commits commits,
      Wheels wheels,
      SchemaForms schemas,
      ProviderRuntimes runtimes,
      Answers answers,
      InstantSource clock,
      PublishingRules rules) {
    this.catalogue = catalogue;
    this.commits = commits;
    this.wheels = wheels;
    this.schemas = schemas;
    this.runtimes = runtimes;
    this.answers = answers;
    this.clock = clock;
    this.rules = rules;
  }

  @Override
  public Publication publish(Caller caller, PublishCommand command) {
    var wrong = violations(command);
    if (!wrong.isEmpty()) {
      return new Publication.Invalid(wrong);
    }
    if (!(caller instanceof Caller.Member member)) {
      return new Publication.Forbidden(Ownership.missing(Right.WRITE));
    }
    var named = name(member, command.target());
    if (!(named instanceof Parsed.Valid<ProviderName>(var name))) {
      return new Publication.Invalid(List.of(notAName(command.target(), named)));
    }
    var refusal = refusal(member, command, name);
    if (refusal.isPresent()) {
      return new Publication.Forbidden(refusal.get());
    }
    var tenant = member.organization().id();
    var repeated = answers.before(tenant, command.idempotency(), clock.instant());
    if (repeated.isPresent()) {
      return new Publication.Again(repeated.get());
    }
    var verification = new Verification(command.content());
    var publication =
        Deciding.again(
            "Publishing " + name.canonical() + "@" + command.version().text(),
            () -> attempt(member, command, name, verification));
    return publication instanceof Publication.Created
        ? publication
        : answers
            .before(tenant, command.idempotency(), clock.instant())
            .<Publication>map(Publication.Again::new)
            .orElse(publication);
  }

  @Override
  public List<Violation> judge(ProviderSchemas given) {
    return schemas.violations(given);
  }

  @Override
  public List<Violation> judge(WheelUrl url) {
    return runtimes.refuses(url).map(reason -> wheelUrl(url, reason)).stream().toList();
  }

  private List<Violation> violations(PublishCommand command) {
    var wrong = new ArrayList<Violation>();
    var shortName =
        switch (command.target()) {
          case Target.Canonical target -> target.name().name();
          case Target.OwnShort target -> target.name();
        };
    if (ReservedNames.isReserved(shortName)) {
      wrong.add(
          Violation.shown(
              Violation.Kind.RESERVED_NAME,
              "'" + shortName + "' is reserved: choose another name",
              Json.string(shortName),
              "name"));
    }
    wrong.addAll(judge(command.content().wheelUrl()));
    if (rules.requireDigest() && command.content().sha256().isEmpty()) {
      wrong.add(Violation.missing("sha256"));
    }
    wrong.addAll(judge(command.content().schemas()));
    return wrong;
  }

  private static Parsed<ProviderName> name(Caller.Member member, Target target) {
    return switch (target) {
      case Target.Canonical canonical -> Parsed.valid(canonical.name());
      case Target.OwnShort own ->
          ProviderName.parse(member.organization().slug().value() + "/" + own.name());
    };
  }

  private static Violation notAName(Target target, Parsed<ProviderName> named) {
    var given =
        switch (target) {
          case Target.Canonical canonical -> canonical.name().canonical();
          case Target.OwnShort own -> own.name();
        };
    var reason = named instanceof Parsed.Invalid<ProviderName>(var why) ? why : "is no name";
    return Violation.shown(Violation.Kind.PROVIDER_NAME, reason, Json.string(given), "name");
  }

  private static Optional<String> refusal(
      Caller.Member member, PublishCommand command, ProviderName name) {
    return switch (command.door()) {
      case CONSOLE -> {
        if (!member.may(Right.CONSOLE)) {
          yield Optional.of(Ownership.missing(Right.CONSOLE));
        }
        yield Ownership.isPlatform(name)
            ? Optional.empty()
            : Optional.of(
                "The console publishes only under the prefix '" + ProviderName.PLATFORM + "'");
      }
      case CUSTOMER -> {
        if (!member.may(Right.WRITE, Ownership.subject(name))) {
          yield Optional.of(Ownership.missing(Right.WRITE, Ownership.subject(name)));
        }
        if (command.organization().isPresent()
            && !command.organization().get().equals(member.organization().id())) {
          yield Optional.of("organization_id is not the organization of this token");
        }
        yield !Ownership.isPlatform(name) && Ownership.mayChange(member, name)
            ? Optional.empty()
            : Optional.of("The prefix '" + name.prefix() + "' belongs to another organization");
      }
    };
  }

  private Optional<Publication> attempt(
      Caller.Member member, PublishCommand command, ProviderName name, Verification verification) {
    var id = new VersionId(name, command.version());
    var scene = catalogue.publishing(id);
    var decision = decide(member, command, id, scene);
    return switch (decision) {
      case Decision.Answered(var publication) -> Optional.of(publication);
      case Decision.Stored(var version, var changes) -> {
        var committed = commits.commit(new Commit(changes));
        yield committed instanceof Committed.Done
            ? Optional.of(new Publication.Identical(version))
            : Optional.empty();
      }
      case Decision.Fresh(var version, var changes) -> {
        var fault = verification.fault();
        yield fault.isPresent()
            ? Optional.of(new Publication.Invalid(List.of(fault.get())))
            : commit(command, version, changes);
      }
    };
  }

  private Optional<Publication> commit(
      PublishCommand command, ProviderVersion version, List<Change> changes) {
    return switch (commits.commit(new Commit(changes))) {
      case Committed.Done done -> Optional.of(new Publication.Created(version));
      case Committed.Stale stale -> Optional.empty();
      case Committed.Answered(var answer) ->
          Optional.of(new Publication.Again(Answers.judge(answer, command.idempotency())));
    };
  }

  /** What a publication comes to, before anything is fetched or written. */
  private sealed interface Decision {
    record Answered(Publication publication) implements Decision {}

    /** The content is stored already; only display data changes. */
    record Stored(ProviderVersion version, List<Change> changes) implements Decision {}

    record Fresh(ProviderVersion version, List<Change> changes) implements Decision {}
  }

  private Decision decide(
      Caller.Member member, PublishCommand command, VersionId id, PublishingScene scene) {
    var now = clock.instant();
    int edition = scene.provider().map(provider -> provider.value().edition()).orElse(0);
    var pinned =
        scene
            .runtime()
            .map(runtime -> runtime.version())
            .or(() -> scene.version().map(stored -> stored.value().release().runtimeVersion()));
    if (pinned.isEmpty()) {
      return new Decision.Answered(new Publication.NoRuntimeVersion());
    }
    var release = new Release(id, command.content(), pinned.get(), edition, now);
    if (scene.version().isEmpty()) {
      return fresh(
          member,
          command,
          scene,
          new ProviderVersion.Published(release, now, now),
          new Expected.Absent());
    }
    var stored = scene.version().get();
    var event = new ProviderVersionEvent.Republished(release, now);
    return switch (ProviderVersionMachine.apply(stored.value(), event)) {
      case Outcome.Moved(var next) -> fresh(member, command, scene, next, stored.expected());
      case Outcome.Unchanged(var current) -> described(command, scene, current);
      case Outcome.Immutable(var status, var differences) ->
          new Decision.Answered(
              new Publication.Immutable(stored.value().id(), status, differences));
      case Outcome.NotPossible(var current, var target) ->
          new Decision.Answered(new Publication.Immutable(stored.value().id(), current, List.of()));
    };
  }

  private Decision described(
      PublishCommand command, PublishingScene scene, ProviderVersion current) {
    var change =
        scene
            .provider()
            .filter(provider -> command.door() == Door.CONSOLE)
            .flatMap(provider -> redescribed(provider, command.display()));
    return change.isPresent()
        ? new Decision.Stored(current, List.of(change.get()))
        : new Decision.Answered(new Publication.Identical(current));
  }

  private Decision fresh(
      Caller.Member member,
      PublishCommand command,
      PublishingScene scene,
      ProviderVersion next,
      Expected expected) {
    var listed = scene.provider().filter(p -> p.value() instanceof Provider.Registered);
    if (command.door() == Door.CONSOLE && listed.isEmpty()) {
      var missing = missingDisplay(command.display());
      if (!missing.isEmpty()) {
        return new Decision.Answered(new Publication.Invalid(missing));
      }
    }
    var name = next.id().provider();
    var changes = new ArrayList<Change>();
    changes.add(entry(member, command, scene, name));
    changes.add(new Change.PutProviderVersion(next, expected));
    changes.add(new Change.CountProvider(name, 1, 0, 0));
    if (!next.version().isPreRelease()) {
      changes.add(new Change.Append(new InstallerMessage.VersionOffered(name, "").toMessage()));
    }
    changes.addAll(
        answers.keeping(member.organization().id(), command.idempotency(), next, clock.instant()));
    return new Decision.Fresh(next, changes);
  }

  /** The part of the commit that concerns the provider's entry: make it, change it, or hold it. */
  private Change entry(
      Caller.Member member, PublishCommand command, PublishingScene scene, ProviderName name) {
    var now = clock.instant();
    if (scene.provider().isEmpty()) {
      var display = DisplayData.named(name.name()).with(command.display());
      return new Change.PutProvider(
          new Provider.Registered(name, author(member, name), display, 0, now, now),
          new Expected.Absent());
    }
    var provider = scene.provider().get();
    return switch (provider.value()) {
      case Provider.Deleted deleted ->
          new Change.PutProvider(
              deleted.registeredAgain(deleted.display().with(command.display()), now),
              provider.expected());
      case Provider.Registered registered ->
          (command.door() == Door.CONSOLE
                  ? redescribed(provider, command.display())
                  : Optional.<Change>empty())
              .orElseGet(() -> new Change.RequireProvider(name, provider.revision()));
    };
  }

  private Optional<Change> redescribed(Versioned<Provider> provider, DisplayData.Edit edit) {
    return switch (provider.value()) {
      case Provider.Deleted deleted -> Optional.empty();
      case Provider.Registered registered -> {
        var next = registered.described(registered.display().with(edit), clock.instant());
        yield next.equals(registered)
            ? Optional.empty()
            : Optional.of(new Change.PutProvider(next, provider.expected()));
      }
    };
  }

  private static Author author(Caller.Member member, ProviderName name) {
    return Ownership.isPlatform(name)
        ? new Author.Platform()
        : new Author.Customer(member.organization().id(), member.organization().slug());
  }

  private static List<Violation> missingDisplay(DisplayData.Edit display) {
    var missing = new ArrayList<Violation>();
    if (display.displayName().isEmpty()) {
      missing.add(Violation.missing("metadata", "display_name"));
    }
    if (display.description().isEmpty()) {
      missing.add(Violation.missing("metadata", "description"));
    }
    return missing;
  }

  private static Violation wheelUrl(WheelUrl url, String reason) {
    return url.query().isPresent()
        ? Violation.withheld(Violation.Kind.WHEEL_URL, reason, "wheel_url")
        : Violation.shown(Violation.Kind.WHEEL_URL, reason, Json.string(url.text()), "wheel_url");
  }

  /** Looks at the wheel at most once, however often the decision is made again. */
  private final class Verification {

    private final WheelContent content;
    private boolean looked;
    private Optional<Violation> fault = Optional.empty();

    Verification(WheelContent content) {
      this.content = content;
    }

    Optional<Violation> fault() {
      if (!looked) {
        fault = content.sha256().flatMap(this::compare);
        looked = true;
      }
      return fault;
    }

    private Optional<Violation> compare(Sha256 expected) {
      return switch (wheels.digest(content.wheelUrl())) {
        case Wheels.Fetched.Read(var digest, var bytes) ->
            digest.equals(expected)
                ? Optional.empty()
                : Optional.of(
                    Violation.withheld(
                        Violation.Kind.DIGEST_MISMATCH,
                        "the wheel's digest is "
                            + digest.hex()
                            + ", not "
                            + expected.hex()
                            + ": publish the digest of the bytes at wheel_url",
                        "sha256"));
        case Wheels.Fetched.Unreachable(var reason) ->
            Optional.of(
                Violation.withheld(
                    Violation.Kind.WHEEL_UNREACHABLE,
                    "the wheel cannot be fetched: " + reason,
                    "wheel_url"));
        case Wheels.Fetched.TooLarge(var limit) ->
            Optional.of(
                Violation.withheld(
                    Violation.Kind.WHEEL_TOO_LARGE,
                    "the wheel is larger than " + limit + " bytes",
                    "wheel_url"));
      };
    }
  }
}
