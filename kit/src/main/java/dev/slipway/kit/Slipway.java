package dev.slipway.kit;

import dev.slipway.adaptersinmemory.artifacts.ScriptedRegistry;
import dev.slipway.adaptersinmemory.identity.RandomIds;
import dev.slipway.adaptersinmemory.schemas.TrustingSchemaChecks;
import dev.slipway.adaptersinmemory.store.InMemoryStore;
import dev.slipway.adaptersinmemory.wheels.InMemoryWheels;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.ports.driven.Store;
import dev.slipway.ports.driven.artifact.OciArtifacts;
import dev.slipway.ports.driven.identity.Ids;
import dev.slipway.ports.driven.installation.ProviderRuntimes;
import dev.slipway.ports.driven.schema.SchemaChecks;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driving.Platform;
import dev.slipway.ports.driving.catalogue.BrowseCatalogue;
import dev.slipway.ports.driving.catalogue.ChangeProvider;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import dev.slipway.ports.driving.catalogue.ReadProviderForms;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.catalogue.YankProviderVersion;
import dev.slipway.ports.driving.delivery.Work;
import dev.slipway.ports.driving.installation.ChangeInstallation;
import dev.slipway.ports.driving.installation.InstallProvider;
import dev.slipway.ports.driving.installation.IssueRuntimeToken;
import dev.slipway.ports.driving.installation.ReadInstallations;
import dev.slipway.ports.driving.packages.DeletePackage;
import dev.slipway.ports.driving.packages.ImportPackage;
import dev.slipway.ports.driving.packages.PublishPackageVersion;
import dev.slipway.ports.driving.packages.ReadPackageForms;
import dev.slipway.ports.driving.packages.ReadPackages;
import dev.slipway.ports.driving.paging.CursorKey;
import dev.slipway.ports.driving.registration.RegisterRuntime;
import dev.slipway.ports.driving.registry.ManageRegistryConnections;
import dev.slipway.ports.driving.tenancy.Authenticate;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace;
import dev.slipway.ports.driving.tenancy.ManageTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces;
import dev.slipway.usecases.answer.Answers;
import dev.slipway.usecases.catalogue.Browse;
import dev.slipway.usecases.catalogue.ManageProvider;
import dev.slipway.usecases.catalogue.OfferRuntimeVersions;
import dev.slipway.usecases.catalogue.PublishWheel;
import dev.slipway.usecases.catalogue.PublishingRules;
import dev.slipway.usecases.catalogue.SchemaForms;
import dev.slipway.usecases.catalogue.YankVersion;
import dev.slipway.usecases.delivery.InstallerRules;
import dev.slipway.usecases.delivery.Workshop;
import dev.slipway.usecases.installation.ChangeVersion;
import dev.slipway.usecases.installation.ConfigFit;
import dev.slipway.usecases.installation.Install;
import dev.slipway.usecases.installation.IssueToken;
import dev.slipway.usecases.installation.Read;
import dev.slipway.usecases.installform.PackageForms;
import dev.slipway.usecases.installform.ProviderForms;
import dev.slipway.usecases.installform.StoredSchemas;
import dev.slipway.usecases.packages.ArtifactVerification;
import dev.slipway.usecases.packages.BringPackageIn;
import dev.slipway.usecases.packages.LookAtPackages;
import dev.slipway.usecases.packages.PackageRules;
import dev.slipway.usecases.packages.PublishVersion;
import dev.slipway.usecases.packages.RemovePackage;
import dev.slipway.usecases.paging.DerivedCursorKey;
import dev.slipway.usecases.registration.Register;
import dev.slipway.usecases.registration.RegistrationRules;
import dev.slipway.usecases.registration.RuntimeTokens;
import dev.slipway.usecases.registry.RegistryCredentials;
import dev.slipway.usecases.tenancy.DevelopmentMode;
import dev.slipway.usecases.tenancy.Identify;
import dev.slipway.usecases.tenancy.TokenUses;
import dev.slipway.usecases.tenancy.Tokens;
import dev.slipway.usecases.tenancy.WorkspaceChoice;
import dev.slipway.usecases.tenancy.WorkspaceTokens;
import dev.slipway.usecases.tenancy.Workspaces;
import dev.slipway.usecases.time.MicrosecondClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The whole platform in one object: a registry of providers, and the installer that keeps every
 * tenant's installations at the version they asked for.
 *
 * <pre>{@code
 * try (var slipway = Slipway.inMemory()) {
 *   var acme = Slipway.operator("acme");
 *   slipway.install().install(acme, …);
 * }
 * }</pre>
 *
 * <p>Requests are answered from the moment it is built; what they ask for is brought out while the
 * workers run, between {@link #start()} and {@link #close()}. Any number of platforms, in any
 * number of processes, may share one durable store. Thread-safe.
 */
public final class Slipway implements Platform, AutoCloseable {

  private final Authenticate authenticate;
  private final ManageTokens tokens;
  private final PublishProviderVersion publish;
  private final YankProviderVersion yank;
  private final BrowseCatalogue catalogue;
  private final ChangeProvider providers;
  private final RuntimeVersionOffers runtimeVersions;
  private final InstallProvider install;
  private final ChangeInstallation change;
  private final ReadInstallations installations;
  private final IssueRuntimeToken runtimeTokens;
  private final RegisterRuntime runtimes;
  private final ChooseWorkspace chooseWorkspace;
  private final ManageWorkspaces workspaces;
  private final ManageWorkspaceTokens workspaceTokens;
  private final ManageRegistryConnections registryConnections;
  private final ImportPackage importPackage;
  private final PublishPackageVersion publishPackageVersion;
  private final ReadPackages packages;
  private final ReadPackageForms packageForms;
  private final ReadProviderForms providerForms;
  private final DeletePackage deletePackage;
  private final CursorKey cursorKey;
  private final Work work;
  private final Workers workers;
  private final Deque<AutoCloseable> owned;

  private Slipway(Builder builder, Deque<AutoCloseable> owned) {
    var settings = builder.settings;
    var clock = new MicrosecondClock(builder.clock);
    var store = builder.storeOrInMemory(owned);
    var ids = builder.idsOrRandom();
    var wheels = builder.wheelsOrInMemory();
    var schemas = builder.schemasOrTrusting();

    var answers = new Answers(store.answers(), settings.idempotencyRetention());
    var fit = new ConfigFit(schemas);
    var minted = new RuntimeTokens(store.signingKeys(), ids, clock);
    var uses = new TokenUses();
    var mode = settings.development() ? DevelopmentMode.ON : DevelopmentMode.OFF;

    this.runtimes =
        new Register(
            store.installations(),
            store.registrations(),
            store.commits(),
            minted,
            ids,
            clock,
            new RegistrationRules(
                settings.heartbeatInterval(), settings.lease(), settings.dispatchDeadline()));
    ProviderRuntimes world =
        builder
            .runtimesOrSimulated(owned)
            .create(
                new Surroundings(
                    ids.next("srv"),
                    runtimes,
                    store.leases(),
                    (installation, incarnation, rollout) ->
                        minted.mint(installation, incarnation, rollout).token(),
                    clock,
                    settings.heartbeatInterval()));

    var identify =
        new Identify(store.tokens(), store.organizations(), store.commits(), clock, mode, uses);
    this.authenticate = identify;
    this.tokens =
        new Tokens(store.tokens(), store.organizations(), store.commits(), ids, clock, identify);
    this.publish =
        new PublishWheel(
            store.catalogue(),
            store.commits(),
            wheels,
            new SchemaForms(schemas),
            world,
            answers,
            clock,
            new PublishingRules(settings.requireDigest()));
    this.yank = new YankVersion(store.catalogue(), store.commits(), clock);
    this.catalogue = new Browse(store.catalogue());
    this.providers = new ManageProvider(store.catalogue(), store.commits(), clock);
    this.runtimeVersions =
        new OfferRuntimeVersions(store.runtimeVersions(), store.commits(), answers, clock);
    this.install = new Install(store.installations(), store.commits(), fit, answers, ids, clock);
    this.change =
        new ChangeVersion(store.installations(), store.catalogue(), store.commits(), fit, clock);
    this.installations = new Read(store.installations(), world);
    this.runtimeTokens =
        new IssueToken(
            store.installations(),
            installation ->
                minted.mintUnbound(installation.id(), installation.details().incarnation()));
    var choice = new WorkspaceChoice(store.organizations(), identify);
    this.chooseWorkspace = choice;
    this.workspaces = new Workspaces(store.organizations(), store.commits(), ids, clock, choice);
    this.workspaceTokens =
        new WorkspaceTokens(store.tokens(), store.commits(), ids, clock, identify);
    this.registryConnections =
        new RegistryCredentials(store.registryConnections(), store.commits(), answers, ids, clock);
    var artifacts =
        new ArtifactVerification(
            builder.artifactsOrInMemory(),
            store.registryConnections(),
            clock,
            new PackageRules(settings.requireEmbeddedSchema()));
    this.importPackage =
        new BringPackageIn(
            store.packages(), store.commits(), schemas, artifacts, answers, ids, clock);
    this.publishPackageVersion =
        new PublishVersion(
            store.packages(), store.commits(), schemas, artifacts, answers, ids, clock);
    this.packages = new LookAtPackages(store.packages());
    var stored = new StoredSchemas(schemas);
    this.packageForms = new PackageForms(packages, stored);
    this.providerForms = new ProviderForms(catalogue, stored);
    this.deletePackage = new RemovePackage(store.packages(), store.commits(), answers, clock);
    this.cursorKey = new DerivedCursorKey(store.signingKeys(), ids);
    this.work =
        new Workshop(
            store,
            world,
            minted,
            fit,
            uses,
            ids,
            clock,
            new InstallerRules(
                settings.registrationDeadline(),
                settings.heartbeatInterval(),
                settings.attempts(),
                settings.backoff(),
                settings.lease()));
    this.workers =
        new Workers(
            work,
            store.wakeups(),
            settings.workers(),
            settings.heartbeatInterval(),
            settings.drain());
    this.owned = owned;
  }

  /**
   * A platform in memory, running: simulated runtimes, the machine's clock, nothing that lasts, and
   * nothing judged by JSON Schemas ({@link Builder#schemas}).
   */
  public static Slipway inMemory() {
    return builder().build().start();
  }

  /** A platform of one's own. Whatever is not handed in is in memory or simulated. */
  public static Builder builder() {
    return new Builder();
  }

  /** Somebody who may do everything, for an organization whose id and slug are one word. */
  public static Caller.Member operator(String organization) {
    return Caller.everything(
        new Organization(
            new OrganizationId(organization), new Slug(organization), organization, Instant.EPOCH),
        "operator");
  }

  /** Starts the workers; where settings say 0 of them, this platform goes on only answering. */
  public Slipway start() {
    workers.start();
    return this;
  }

  /** Whether the workers run; {@code true} also where settings say 0 of them. */
  public boolean working() {
    return workers.alive();
  }

  /** The work behind the requests, for whoever drives it by hand instead of {@link #start()}. */
  public Work work() {
    return work;
  }

  /**
   * Stops the workers: ends or hands back what is being worked on, within the drain time. What was
   * handed in stays open; what this platform made is closed.
   */
  @Override
  public void close() {
    workers.close();
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new IllegalStateException("Closing the platform failed", e);
      }
    }
  }

  @Override
  public Authenticate authenticate() {
    return authenticate;
  }

  @Override
  public ManageTokens tokens() {
    return tokens;
  }

  @Override
  public PublishProviderVersion publish() {
    return publish;
  }

  @Override
  public YankProviderVersion yank() {
    return yank;
  }

  @Override
  public BrowseCatalogue catalogue() {
    return catalogue;
  }

  @Override
  public ChangeProvider providers() {
    return providers;
  }

  @Override
  public RuntimeVersionOffers runtimeVersions() {
    return runtimeVersions;
  }

  @Override
  public InstallProvider install() {
    return install;
  }

  @Override
  public ChangeInstallation change() {
    return change;
  }

  @Override
  public ReadInstallations installations() {
    return installations;
  }

  @Override
  public IssueRuntimeToken runtimeTokens() {
    return runtimeTokens;
  }

  @Override
  public RegisterRuntime runtimes() {
    return runtimes;
  }

  @Override
  public ChooseWorkspace chooseWorkspace() {
    return chooseWorkspace;
  }

  @Override
  public ManageWorkspaces workspaces() {
    return workspaces;
  }

  @Override
  public ManageWorkspaceTokens workspaceTokens() {
    return workspaceTokens;
  }

  @Override
  public ManageRegistryConnections registryConnections() {
    return registryConnections;
  }

  @Override
  public ImportPackage importPackage() {
    return importPackage;
  }

  @Override
  public PublishPackageVersion publishPackageVersion() {
    return publishPackageVersion;
  }

  @Override
  public ReadPackages packages() {
    return packages;
  }

  @Override
  public ReadPackageForms packageForms() {
    return packageForms;
  }

  @Override
  public ReadProviderForms providerForms() {
    return providerForms;
  }

  @Override
  public DeletePackage deletePackage() {
    return deletePackage;
  }

  @Override
  public CursorKey cursorKey() {
    return cursorKey;
  }

  /** Takes what a platform is made of. Not thread-safe. */
  public static final class Builder {

    private Settings settings = Settings.defaults();
    private InstantSource clock = InstantSource.system();
    private @Nullable Store store;
    private @Nullable Ids ids;
    private @Nullable Wheels wheels;
    private @Nullable OciArtifacts artifacts;
    private @Nullable SchemaChecks schemas;
    private @Nullable RuntimesFactory runtimes;

    private Builder() {}

    /** What an operator decides; the defaults otherwise. */
    public Builder settings(Settings next) {
      this.settings = next;
      return this;
    }

    /** The clock; the machine's otherwise. */
    public Builder clock(InstantSource next) {
      this.clock = next;
      return this;
    }

    /** Where everything is kept; in memory otherwise. Stays open when the platform is closed. */
    public Builder store(Store next) {
      this.store = next;
      return this;
    }

    /** Fresh ids and secrets; random otherwise. */
    public Builder ids(Ids next) {
      this.ids = next;
      return this;
    }

    /** How wheels are fetched; otherwise only wheels that were put into memory can be. */
    public Builder wheels(Wheels next) {
      this.wheels = next;
      return this;
    }

    /**
     * How artifacts of packages are looked into; otherwise registries are in memory, and know none.
     */
    public Builder artifacts(OciArtifacts next) {
      this.artifacts = next;
      return this;
    }

    /**
     * How JSON Schemas are judged: {@code NetworkntSchemaChecks.create()} of {@code
     * slipway-adapters-jsonschema}, or one's own. Otherwise every schema is taken for sound and
     * every value for fitting: what should be refused is published and installed, and forms say in
     * a warning that nothing was judged.
     */
    public Builder schemas(SchemaChecks next) {
      this.schemas = next;
      return this;
    }

    /** Where providers run; simulated otherwise. */
    public Builder runtimes(RuntimesFactory next) {
      this.runtimes = next;
      return this;
    }

    /** The platform: it answers requests, and works once {@link Slipway#start()} is called. */
    public Slipway build() {
      return new Slipway(this, new ArrayDeque<>());
    }

    private Store storeOrInMemory(Deque<AutoCloseable> owned) {
      if (store != null) {
        return store;
      }
      var made = InMemoryStore.create(clock);
      owned.push(made);
      return made;
    }

    private Ids idsOrRandom() {
      return ids != null ? ids : RandomIds.create(clock, new SecureRandom());
    }

    private Wheels wheelsOrInMemory() {
      return wheels != null ? wheels : InMemoryWheels.create();
    }

    private OciArtifacts artifactsOrInMemory() {
      return artifacts != null ? artifacts : ScriptedRegistry.create();
    }

    private SchemaChecks schemasOrTrusting() {
      return schemas != null ? schemas : TrustingSchemaChecks.create();
    }

    private RuntimesFactory runtimesOrSimulated(Deque<AutoCloseable> owned) {
      return runtimes != null ? runtimes : Simulation.owned(owned);
    }
  }
}
