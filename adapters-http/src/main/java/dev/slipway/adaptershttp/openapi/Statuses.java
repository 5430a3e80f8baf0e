package dev.slipway.adaptershttp.openapi;

/** What the statuses mean here, in a word or two. */
final class Statuses {
  private Statuses() {}

  static String meaning(int status) {
    return switch (status) {
      case 200 -> "Done, or found";
      case 201 -> "Made";
      case 202 -> "Asked for; workers bring it out";
      case 204 -> "Done; there is nothing to say";
      case 400 -> "The body is no JSON, or the workspace no workspace's id";
      case 401 -> "No token, or one that is not accepted";
      case 403 -> "Not allowed; the detail names the right or the prefix";
      case 404 -> "Nothing that the caller can see";
      case 406 -> "Answers are JSON, and that is not accepted";
      case 408 -> "The body did not arrive in time";
      case 409 -> "Not in this state";
      case 413 -> "The body is too large";
      case 415 -> "The body is no JSON";
      case 422 -> "Fields are wrong";
      case 500 -> "Unexpected; the incident is in the log";
      case 502 -> "The registry does not answer as registries do";
      case 503 -> "Not now; try again";
      case 504 -> "The registry took too long";
      default -> throw new IllegalArgumentException("No meaning for status " + status);
    };
  }
}
