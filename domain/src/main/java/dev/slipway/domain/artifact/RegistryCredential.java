package dev.slipway.domain.artifact;

/**
 * What a registry is shown by whoever reads from it. Texts of these values never hold the secret.
 * Implements "Credentials" in section 5 of the contract's page on packages.
 */
public sealed interface RegistryCredential {

  /** Nothing. */
  static RegistryCredential anonymous() {
    return new Anonymous();
  }

  /** Nothing: the registry is asked as by anybody. */
  record Anonymous() implements RegistryCredential {}

  /**
   * A name and its password.
   *
   * @param username without a colon, which would end it on the wire
   * @param password secret
   */
  record Basic(String username, String password) implements RegistryCredential {

    /** The name; never the password. */
    @Override
    public String toString() {
      return "Basic[username=" + username + "]";
    }
  }

  /**
   * A token that the registry takes as it is.
   *
   * @param token secret
   */
  record Bearer(String token) implements RegistryCredential {

    /** Never the token. */
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }
}
