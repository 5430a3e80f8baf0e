package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.domain.form.Violation;
import java.util.List;

/**
 * What the server refuses by itself, before or around an endpoint. Each root of paths says it in
 * its own words: see {@link Dialect}.
 */
public sealed interface Refusal {

  /** Nothing is served at this path. */
  record NothingThere() implements Refusal {}

  /**
   * Something is, by other methods.
   *
   * @param method the one that was asked for
   * @param path the path's template
   * @param allow those that there are, as the header says it
   */
  record OtherMethods(String method, String path, String allow) implements Refusal {

    /** Whether this was asked for. */
    public boolean isAbout(Method asked, String template) {
      return method.equals(asked.name()) && path.equals(template);
    }
  }

  /**
   * Nobody said who they are, or it is not accepted.
   *
   * @param presented whether anything was said
   */
  record NotAuthenticated(boolean presented) implements Refusal {}

  /** The token is somebody's, but no running provider's. */
  record NoRuntimesToken() implements Refusal {}

  /**
   * The body has more bytes than are read.
   *
   * @param limit how many are
   */
  record BodyTooLarge(long limit) implements Refusal {}

  /** The body did not arrive in time. */
  record BodyTooSlow() implements Refusal {}

  /** The body says that it is no JSON. */
  record OtherMediaType() implements Refusal {}

  /**
   * The body is no JSON, or none of the kind that is taken.
   *
   * @param faults where reading stopped, and why
   */
  record UnreadableBody(List<Violation> faults) implements Refusal {
    public UnreadableBody {
      faults = List.copyOf(faults);
    }
  }

  /** As much is being worked on as can be. */
  record Full() implements Refusal {}

  /** The store does not answer. */
  record StoreUnavailable() implements Refusal {}

  /** Nobody knows whether the request took effect. */
  record OutcomeUnknown() implements Refusal {}

  /** What runs cannot be seen. */
  record RuntimesUnavailable() implements Refusal {}

  /**
   * What is stored cannot be read here, until an operator does something.
   *
   * @param message what cannot be read, and what to do
   */
  record Sealed(String message) implements Refusal {}

  /**
   * Something that should not happen, and is in the log.
   *
   * @param requestId the request's name there
   * @param incident the failure's name there
   */
  record Unexpected(String requestId, String incident) implements Refusal {}

  /** The request line is longer than is read. */
  record UrlTooLong() implements Refusal {}

  /** The headers are longer than is read. */
  record HeadersTooLong() implements Refusal {}

  /** What arrived is no HTTP. */
  record NotHttp() implements Refusal {}
}
