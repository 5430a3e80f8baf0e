package dev.slipway.domain.tenancy;

/**
 * What a caller must hold for one operation of the package platform, under the name by which a
 * refusal tells it (section 3 of the contract's page on packages).
 *
 * @param name such as {@code packages.get}
 * @param right what it takes
 * @param subject over what
 */
public record Permission(String name, Right right, Subject subject) {

  /** To see which packages there are. */
  public static Permission listPackages() {
    return new Permission("packages.list", Right.READ, Subject.packages());
  }

  /** To see a package. */
  public static Permission readPackage(String id) {
    return new Permission("packages.get", Right.READ, Subject.aPackage(id));
  }

  /** To bring a package in, with its first version. */
  public static Permission importPackage() {
    return new Permission("packages.import_published_package", Right.WRITE, Subject.packages());
  }

  /** To register a version of a package. */
  public static Permission publishVersion(String id) {
    return new Permission("packages.import_published_package", Right.WRITE, Subject.aPackage(id));
  }

  /** To delete a package with its versions. */
  public static Permission deletePackage(String id) {
    return new Permission("packages.delete", Right.WRITE, Subject.aPackage(id));
  }

  /** To see which versions a package has. */
  public static Permission listVersions(String id) {
    return new Permission("package_versions.list", Right.READ, Subject.aPackage(id));
  }

  /** To see a version of a package. */
  public static Permission readVersion(String id) {
    return new Permission("package_versions.get", Right.READ, Subject.aPackage(id));
  }

  /** To see, or try, what a version of a package asks for. */
  public static Permission readInputs(String id) {
    return new Permission("package_versions.inputs", Right.READ, Subject.aPackage(id));
  }

  /** To ask whether a version of a package fits a cluster. */
  public static Permission checkCompatibility(String id) {
    return new Permission("package_versions.check", Right.READ, Subject.aPackage(id));
  }

  /** To see the tokens of a workspace. */
  public static Permission listTokens() {
    return new Permission("api_tokens.list", Right.READ, Subject.apiTokens());
  }

  /** To make a token of a workspace. */
  public static Permission createToken() {
    return new Permission("api_tokens.create", Right.WRITE, Subject.apiTokens());
  }

  /** To revoke a token of a workspace. */
  public static Permission deleteToken() {
    return new Permission("api_tokens.delete", Right.WRITE, Subject.apiTokens());
  }

  /** To see for which registries a workspace has credentials. */
  public static Permission listRegistryConnections() {
    return new Permission("registry_connections.list", Right.READ, Subject.registryConnections());
  }

  /** To give a workspace a credential for a registry. */
  public static Permission createRegistryConnection() {
    return new Permission(
        "registry_connections.create", Right.WRITE, Subject.registryConnections());
  }

  /** To take such a credential away. */
  public static Permission deleteRegistryConnection() {
    return new Permission(
        "registry_connections.delete", Right.WRITE, Subject.registryConnections());
  }

  /** To see which workspaces there are. */
  public static Permission listWorkspaces() {
    return new Permission("workspaces.list", Right.READ, Subject.workspaces());
  }

  /** To see a workspace. */
  public static Permission readWorkspace() {
    return new Permission("workspaces.get", Right.READ, Subject.workspaces());
  }

  /** To make a workspace: an operator's right, as no workspace's token could use the new one. */
  public static Permission createWorkspace() {
    return new Permission("workspaces.create", Right.CONSOLE, Subject.workspaces());
  }

  /** Whether a caller holds it. */
  public boolean heldBy(Caller caller) {
    return caller.may(right, subject);
  }
}
