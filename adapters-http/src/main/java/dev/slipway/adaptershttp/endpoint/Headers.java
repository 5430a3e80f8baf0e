package dev.slipway.adaptershttp.endpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The headers that somebody reads, each as often as it came.
 *
 * @param values by name, in lower case
 */
public record Headers(Map<String, List<String>> values) {

  /** Who the sender says it is. */
  public static final String AUTHORIZATION = "authorization";

  /** What the body is. */
  public static final String CONTENT_TYPE = "content-type";

  /** What the sender calls the request. */
  public static final String IDEMPOTENCY_KEY = "idempotency-key";

  /** What the sender can read. */
  public static final String ACCEPT = "accept";

  /** In which workspace the sender acts. */
  public static final String CONTEXT = "akua-context";

  /** Of which state of a thing the sender speaks. */
  public static final String IF_MATCH = "if-match";

  /** All that are read. */
  public static final Set<String> READ =
      Set.of(AUTHORIZATION, CONTENT_TYPE, IDEMPOTENCY_KEY, ACCEPT, CONTEXT, IF_MATCH);

  public Headers {
    values = Map.copyOf(values);
  }

  /** All values of a header; empty when it did not come. */
  public List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }
}
