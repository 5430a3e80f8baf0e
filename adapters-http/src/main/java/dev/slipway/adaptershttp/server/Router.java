package dev.slipway.adaptershttp.server;

import static java.util.stream.Collectors.groupingBy;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.target.RequestTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the endpoint that a request means. Made from the table of endpoints, and from nothing else.
 * Thread-safe.
 */
final class Router {

  private static final String HEAD = "HEAD";
  private static final String OPTIONS = "OPTIONS";

  private final Map<Integer, List<Endpoint>> byLength;

  Router(List<Endpoint> endpoints) {
    byLength =
        endpoints.stream()
            .sorted(Comparator.comparing(endpoint -> endpoint.path().exactness()))
            .collect(groupingBy(endpoint -> endpoint.path().length()));
  }

  /** What a request line means. */
  sealed interface Routed {

    /**
     * An endpoint.
     *
     * @param values the path's variable segments
     */
    record To(Endpoint endpoint, Map<String, String> values) implements Routed {}

    /** The question which methods there are. */
    record Asked(String allow) implements Routed {}

    /**
     * A path with other methods.
     *
     * @param path its template
     */
    record WrongMethod(String path, String allow) implements Routed {}

    /** Nothing that is served. */
    record Nowhere() implements Routed {}
  }

  Routed route(String method, Optional<RequestTarget> target) {
    return target.map(path -> route(method, path)).orElseGet(Routed.Nowhere::new);
  }

  private Routed route(String method, RequestTarget target) {
    var wanted = method.equals(HEAD) ? Method.GET.name() : method;
    var allowed = new TreeSet<String>();
    var path = "";
    for (Endpoint endpoint : byLength.getOrDefault(target.path().size(), List.of())) {
      var values = endpoint.path().match(target);
      if (values.isEmpty()) {
        continue;
      }
      if (endpoint.method().name().equals(wanted)) {
        return new Routed.To(endpoint, values.get());
      }
      allowed.add(endpoint.method().name());
      path = endpoint.path().text();
    }
    if (allowed.isEmpty()) {
      return new Routed.Nowhere();
    }
    if (allowed.contains(Method.GET.name())) {
      allowed.add(HEAD);
    }
    allowed.add(OPTIONS);
    var allow = String.join(", ", allowed);
    return method.equals(OPTIONS) ? new Routed.Asked(allow) : new Routed.WrongMethod(path, allow);
  }
}
