package dev.slipway.usecases.packages;

import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.Admission;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.packages.VersionDraft;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.packages.VersionScene;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driving.packages.PublishPackageVersion;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.decision.Deciding;
import dev.slipway.usecases.packages.ArtifactVerification.Verified;
import dev.slipway.usecases.packages.ArtifactVerification.Whereabouts;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps {@link PublishPackageVersion}. The numbers are the steps of section 1 of the contract's
 * page on packages. Thread-safe.
 */
public final class PublishVersion implements PublishPackageVersion {

  private static final List<String> BODY = List.of("body");
  private static final Whereabouts AT = new Whereabouts(BODY, Finding.within(BODY, "ref"));

  private final Packages packages;
  private final Commits commits;
  private final SchemaFlaws flaws;
  private final ArtifactVerification artifacts;
  private final Answers answers;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  public PublishVersion(
      Packages packages,
      Commits commits,
      SchemaChecks schemas,
      ArtifactVerification artifacts,
      Answers answers,
      Ids ids,
      InstantSource clock) {
    this.packages = packages;
    this.commits = commits;
    this.flaws = new SchemaFlaws(schemas);
    this.artifacts = artifacts;
    this.answers = answers;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public Publication publish(Caller.Member member, PublishCommand command) {
    var needed = Permission.publishVersion(command.packageId());
    if (!needed.heldBy(member)) {
      return new Publication.Forbidden(needed); // 3
    }
    var first = repeated(member, command); // 5
    if (first.isPresent()) {
      return first.get();
    }
    var publication = judge(member, command);
    // The same command may have taken effect meanwhile: then its answer counts.
    return publication instanceof Publication.Created
        ? publication
        : repeated(member, command).orElse(publication);
  }

  private Optional<Publication> repeated(Caller.Member member, PublishCommand command) {
    return answers
        .before(member.organization().id(), command.idempotency(), clock.instant())
        .map(Publication.Again::new);
  }

  private Publication judge(Caller.Member member, PublishCommand command) {
    var scene = scene(member, command);
    if (scene.isEmpty()) {
      return new Publication.NotFound(); // 6
    }
    var found = scene.get().found();
    var read = VersionDraft.read(command.body(), repository(found), flaws);
    var wrong = new ArrayList<>(command.besides());
    wrong.addAll(read.findings());
    if (!wrong.isEmpty() || !(read instanceof Read.Valid<VersionDraft>(var draft))) {
      return new Publication.Invalid(wrong); // 7
    }
    return switch (found.admission()) {
      case Admission.Hosted hosted -> new Publication.NotOci(); // 8
      case Admission.From(var repository) ->
          scene
              .get()
              .samePrecedence()
              .<Publication>map(
                  taken -> new Publication.SemVerExists(taken.id(), taken.semver())) // 9
              .orElseGet(() -> verified(command, found, repository, draft)); // 10 to 13
    };
  }

  private Publication verified(
      PublishCommand command,
      RegisteredPackage found,
      OciRepository repository,
      VersionDraft draft) {
    return switch (artifacts.verify(found.organization(), repository, draft, AT)) {
      case Verified.Failed(var finding) -> new Publication.RegistryFailed(finding); // 10
      case Verified.Refused(var findings) -> new Publication.Invalid(findings); // 10 to 12
      case Verified.Matched(var verification) ->
          Deciding.again(
              "Registering " + draft.semver() + " of package " + found.key(),
              () -> store(command, found.key(), draft, verification)); // 13
    };
  }

  private Optional<Publication> store(
      PublishCommand command, PackageKey key, VersionDraft draft, Verification verification) {
    var now = clock.instant();
    var version =
        new PackageVersion(
            new PackageVersionId(ids.next(PackageVersionId.PREFIX)),
            key,
            draft.semver(),
            draft.ref(),
            draft.inputSchema(),
            draft.compatibility(),
            verification,
            now);
    var commit =
        Commit.of(new Change.AddPackageVersion(version))
            .and(answers.keeping(key.organization(), command.idempotency(), version, now));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new Publication.Created(version));
      case Committed.Answered(var answer) ->
          Optional.of(new Publication.Again(Answers.judge(answer, command.idempotency())));
      case Committed.Stale(Lost.SemVerTaken(var existing, var semver)) ->
          Optional.of(new Publication.SemVerExists(existing, semver));
      case Committed.Stale(Lost.PackageGone gone) -> Optional.of(new Publication.NotFound());
      case Committed.Stale stale -> Optional.empty();
    };
  }

  private Optional<VersionScene> scene(Caller.Member member, PublishCommand command) {
    return key(member, command.packageId())
        .flatMap(
            key ->
                VersionDraft.semverIn(command.body())
                    .map(semver -> packages.scene(key, semver))
                    .orElseGet(
                        () ->
                            packages
                                .find(key)
                                .map(found -> new VersionScene(found, Optional.empty()))));
  }

  private static Optional<OciRepository> repository(RegisteredPackage found) {
    return switch (found.source()) {
      case Source.Oci(var repository) -> Optional.of(repository);
      case Source.Hosted hosted -> Optional.empty();
    };
  }

  /** Which package a caller means by a text; empty when it can be none. */
  static Optional<PackageKey> key(Caller.Member member, String packageId) {
    return PackageId.parse(packageId) instanceof Parsed.Valid<PackageId>(var id)
        ? Optional.of(new PackageKey(member.organization().id(), id))
        : Optional.empty();
  }
}
