package dev.slipway.adaptershttp.envelope;

import dev.slipway.domain.form.Reason;

/** Which status each reason has, and which number each status (contract/packages.md section 2). */
final class Statuses {
  private Statuses() {}

  static int status(Reason reason) {
    return switch (reason) {
      case MALFORMED_JSON, CONTEXT_INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case WORKSPACE_FORBIDDEN, PERMISSION_DENIED, CONTEXT_REQUIRED -> 403;
      case NOT_FOUND -> 404;
      case METHOD_NOT_ALLOWED -> 405;
      case NOT_ACCEPTABLE -> 406;
      case TIMEOUT -> 408;
      case SEMVER_EXISTS,
          PACKAGE_EXISTS,
          PACKAGE_NOT_OCI,
          SLUG_EXISTS,
          CREDENTIAL_EXISTS,
          IDEMPOTENCY_KEY_REUSED,
          ABORTED ->
          409;
      case BODY_TOO_LARGE -> 413;
      case URI_TOO_LONG -> 414;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case INVALID,
          UNKNOWN_FIELD,
          REQUIRED,
          SCHEMA_INVALID,
          SCHEMA_TOO_LARGE,
          SCHEMA_TOO_COSTLY,
          SCHEMA_MISSING,
          REMOTE_REFERENCE,
          REF_INVALID,
          REF_NOT_FOUND,
          REF_MISMATCH,
          ARTIFACT_INVALID,
          VERSION_MISMATCH,
          SCHEMA_MISMATCH,
          REGISTRY_DENIED,
          ADDRESS_REFUSED ->
          422;
      case HEADER_TOO_LARGE -> 431;
      case INTERNAL -> 500;
      case REGISTRY_INVALID_ANSWER -> 502;
      case REGISTRY_UNAVAILABLE, OVERLOADED, STORE_UNAVAILABLE -> 503;
      case REGISTRY_TIMEOUT -> 504;
    };
  }

  /** The number by which published clients know a status. */
  static int number(int status) {
    return switch (status) {
      case 400, 406, 408, 413, 414, 415, 431 -> 7001;
      case 404 -> 7002;
      case 401 -> 7003;
      case 403 -> 7004;
      case 405 -> 7005;
      case 409 -> 7006;
      case 422 -> 7007;
      case 500 -> 7009;
      case 502 -> 7010;
      case 503 -> 7011;
      case 504 -> 7012;
      default -> throw new IllegalArgumentException("No number for status " + status);
    };
  }
}
