package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.target.RequestTarget;
import java.util.List;
import java.util.Optional;

/**
 * A tree of paths that speaks with one voice (docs/adr/0019-two-roots.md).
 *
 * @param segment the first segment of all its paths; empty text for whatever is no other root's
 * @param dialect how it refuses
 * @param endpoints what it serves
 */
public record Root(String segment, Dialect dialect, List<Endpoint> endpoints) {

  public Root {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * Whether a path is below this root, or is this root.
   *
   * @param target what the request line points to, when it can be read
   * @param raw the same as it was written
   */
  public boolean holds(Optional<RequestTarget> target, String raw) {
    return segment.isEmpty()
        || target.map(this::begins).orElseGet(() -> begins(RequestTarget.pathOf(raw)));
  }

  private boolean begins(RequestTarget target) {
    return !target.path().isEmpty() && target.path().getFirst().equals(segment);
  }

  private boolean begins(String path) {
    return path.equals("/" + segment) || path.startsWith("/" + segment + "/");
  }
}
