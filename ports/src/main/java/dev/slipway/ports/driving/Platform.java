package dev.slipway.ports.driving;

import dev.slipway.ports.driving.catalogue.BrowseCatalogue;
import dev.slipway.ports.driving.catalogue.ChangeProvider;
import dev.slipway.ports.driving.catalogue.PublishProviderVersion;
import dev.slipway.ports.driving.catalogue.ReadProviderForms;
import dev.slipway.ports.driving.catalogue.RuntimeVersionOffers;
import dev.slipway.ports.driving.catalogue.YankProviderVersion;
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

/** Everything that the platform offers, for driving adapters and embedders. Thread-safe. */
public interface Platform {

  /** Who is asking. */
  Authenticate authenticate();

  /** API tokens. */
  ManageTokens tokens();

  /** Publishing versions. */
  PublishProviderVersion publish();

  /** Withdrawing versions and bringing them back. */
  YankProviderVersion yank();

  /** Looking at providers and versions. */
  BrowseCatalogue catalogue();

  /** Describing and deleting providers. */
  ChangeProvider providers();

  /** Runtime versions. */
  RuntimeVersionOffers runtimeVersions();

  /** Installing. */
  InstallProvider install();

  /** Upgrading, downgrading, redeploying, uninstalling. */
  ChangeInstallation change();

  /** Looking at installations. */
  ReadInstallations installations();

  /** Tokens for runtimes that are run by hand. */
  IssueRuntimeToken runtimeTokens();

  /** What running providers say. */
  RegisterRuntime runtimes();

  /** In which workspace somebody acts. */
  ChooseWorkspace chooseWorkspace();

  /** Workspaces. */
  ManageWorkspaces workspaces();

  /** The API tokens of one's own workspace. */
  ManageWorkspaceTokens workspaceTokens();

  /** Credentials for registries. */
  ManageRegistryConnections registryConnections();

  /** Bringing packages in. */
  ImportPackage importPackage();

  /** Registering versions of packages. */
  PublishPackageVersion publishPackageVersion();

  /** Looking at packages and their versions. */
  ReadPackages packages();

  /** What installations of package versions ask for. */
  ReadPackageForms packageForms();

  /** What installations of provider versions ask for. */
  ReadProviderForms providerForms();

  /** Deleting packages. */
  DeletePackage deletePackage();

  /** What protects the cursors of lists. */
  CursorKey cursorKey();
}
