package dev.slipway.usecases.packages;

import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.packages.Etag;
import dev.slipway.domain.packages.ImportDraft;
import dev.slipway.domain.packages.PackageId;
import dev.slipway.domain.packages.PackageKey;
import dev.slipway.domain.packages.PackageVersion;
import dev.slipway.domain.packages.PackageVersion.Verification;
import dev.slipway.domain.packages.PackageVersionId;
import dev.slipway.domain.packages.RegisteredPackage;
import dev.slipway.domain.packages.RegisteredPackage.LatestVersion;
import dev.slipway.domain.packages.Source;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Commit;
import dev.slipway.ports.driven.commit.Commits;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Lost;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.packages.Packages;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driving.packages.ImportPackage;
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
 * Keeps {@link ImportPackage}. The numbers are the steps of section 1 of the contract's page on
 * packages. Thread-safe.
 */
public final class BringPackageIn implements ImportPackage {

  private static final Whereabouts AT =
      new Whereabouts(List.of("body", "version"), List.of("body", "oci_ref"));

  private final Packages packages;
  private final Commits commits;
  private final SchemaFlaws flaws;
  private final ArtifactVerification artifacts;
  private final Answers answers;
  private final Ids ids;
  private final InstantSource clock;

  @Inject
  public BringPackageIn(
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
  public Importation bringIn(Caller.Member member, ImportCommand command) {
    var needed = Permission.importPackage();
    if (!needed.heldBy(member)) {
      return new Importation.Forbidden(needed); // 3
    }
    var first = repeated(member, command); // 5
    if (first.isPresent()) {
      return first.get();
    }
    var importation = judge(member.organization().id(), command);
    // The same command may have taken effect meanwhile: then its answer counts.
    return importation instanceof Importation.Created
        ? importation
        : repeated(member, command).orElse(importation);
  }

  private Optional<Importation> repeated(Caller.Member member, ImportCommand command) {
    return answers
        .before(member.organization().id(), command.idempotency(), clock.instant())
        .map(Importation.Again::new);
  }

  private Importation judge(OrganizationId organization, ImportCommand command) {
    var read = ImportDraft.read(command.body(), flaws);
    List<Finding> wrong = new ArrayList<>(command.besides());
    wrong.addAll(read.findings());
    if (!wrong.isEmpty() || !(read instanceof Read.Valid<ImportDraft>(var draft))) {
      return new Importation.Invalid(wrong); // 7
    }
    return packages
        .ofRepository(organization, draft.repository())
        .<Importation>map(there -> new Importation.PackageExists(there.id())) // before 10
        .orElseGet(() -> verified(organization, command, draft)); // 10 to 13
  }

  private Importation verified(
      OrganizationId organization, ImportCommand command, ImportDraft draft) {
    return switch (artifacts.verify(organization, draft.repository(), draft.version(), AT)) {
      case Verified.Failed(var finding) -> new Importation.RegistryFailed(finding); // 10
      case Verified.Refused(var findings) -> new Importation.Invalid(findings); // 10 to 12
      case Verified.Matched(var verification) ->
          Deciding.again(
              "Importing " + draft.repository() + " into " + organization,
              () -> store(organization, command, draft, verification)); // 13
    };
  }

  private Optional<Importation> store(
      OrganizationId organization,
      ImportCommand command,
      ImportDraft draft,
      Verification verification) {
    var now = clock.instant();
    var key = new PackageKey(organization, new PackageId(ids.next(PackageId.PREFIX)));
    var first =
        new PackageVersion(
            new PackageVersionId(ids.next(PackageVersionId.PREFIX)),
            key,
            draft.version().semver(),
            draft.version().ref(),
            draft.version().inputSchema(),
            draft.version().compatibility(),
            verification,
            now);
    var imported =
        new RegisteredPackage(
            key,
            draft.name(),
            draft.description(),
            draft.displayImageUrl(),
            new Source.Oci(draft.repository()),
            new LatestVersion(first.id(), first.semver()),
            Etag.FIRST,
            now);
    var commit =
        Commit.of(new Change.CreatePackage(imported, first))
            .and(answers.keeping(organization, command.idempotency(), imported, now));
    return switch (commits.commit(commit)) {
      case Committed.Done done -> Optional.of(new Importation.Created(imported));
      case Committed.Answered(var answer) ->
          Optional.of(new Importation.Again(Answers.judge(answer, command.idempotency())));
      case Committed.Stale(Lost.PackageExists(var existing)) ->
          Optional.of(new Importation.PackageExists(existing));
      case Committed.Stale stale -> Optional.empty();
    };
  }
}
