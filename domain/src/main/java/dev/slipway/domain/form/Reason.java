package dev.slipway.domain.form;

/**
 * Why something asked of the package platform is refused: the closed list of section 2 of the
 * contract's page on packages. The names are the words on the wire.
 */
public enum Reason {
  /** No credential, or one that is refused. */
  UNAUTHENTICATED,
  /** The workspace is another's, or there is none of that id. */
  WORKSPACE_FORBIDDEN,
  /** A permission is missing. */
  PERMISSION_DENIED,
  /** There is no such thing, or none that the caller may know of. */
  NOT_FOUND,
  /** Several workspaces could be meant, and none was named. */
  CONTEXT_REQUIRED,
  /** The route has no such method. */
  METHOD_NOT_ALLOWED,
  /** The answer cannot be given in any form that is asked for. */
  NOT_ACCEPTABLE,
  /** The request came too slowly. */
  TIMEOUT,
  /** The body is no JSON that can be read. */
  MALFORMED_JSON,
  /** The named workspace is no workspace's id at all. */
  CONTEXT_INVALID,
  /** The body is too large. */
  BODY_TOO_LARGE,
  /** The URL is too long. */
  URI_TOO_LONG,
  /** The headers are too large. */
  HEADER_TOO_LARGE,
  /** The body is of another type than JSON. */
  UNSUPPORTED_MEDIA_TYPE,
  /** A value is outside its type, its length, its grammar or its bounds. */
  INVALID,
  /** A closed object has a member that it does not know. */
  UNKNOWN_FIELD,
  /** A required member is absent. */
  REQUIRED,
  /** A value is no JSON Schema that could be used. */
  SCHEMA_INVALID,
  /** A JSON Schema is beyond a limit. */
  SCHEMA_TOO_LARGE,
  /** A JSON Schema needs too much work. */
  SCHEMA_TOO_COSTLY,
  /** The artifact brings no schema, and here it must. */
  SCHEMA_MISSING,
  /** A JSON Schema leads to another document. */
  REMOTE_REFERENCE,
  /** A text is no content reference of the package. */
  REF_INVALID,
  /** The registry does not know the content. */
  REF_NOT_FOUND,
  /** The content has another digest. */
  REF_MISMATCH,
  /** The content is no artifact of a package. */
  ARTIFACT_INVALID,
  /** The artifact is of another version. */
  VERSION_MISMATCH,
  /** The artifact brings another schema. */
  SCHEMA_MISMATCH,
  /** The registry refuses the credential. */
  REGISTRY_DENIED,
  /** The registry's address may not be connected to. */
  ADDRESS_REFUSED,
  /** A version of the same precedence is there. */
  SEMVER_EXISTS,
  /** A package of the same repository is there. */
  PACKAGE_EXISTS,
  /** The package's versions are made by the platform, not published. */
  PACKAGE_NOT_OCI,
  /** Another workspace has the slug. */
  SLUG_EXISTS,
  /** A credential for the same registry is there. */
  CREDENTIAL_EXISTS,
  /** The idempotency key was used for another request. */
  IDEMPOTENCY_KEY_REUSED,
  /** What is stored is not as the caller read it. */
  ABORTED,
  /** The registry does not answer as registries do. */
  REGISTRY_INVALID_ANSWER,
  /** The registry cannot be reached now. */
  REGISTRY_UNAVAILABLE,
  /** The server is full. */
  OVERLOADED,
  /** The store cannot be reached now. */
  STORE_UNAVAILABLE,
  /** The registry took too long. */
  REGISTRY_TIMEOUT,
  /** A fault of the platform's own. */
  INTERNAL
}
