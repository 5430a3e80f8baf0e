package dev.slipway.adaptershttp.server;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Root;
import dev.slipway.adaptershttp.target.RequestTarget;
import java.util.List;
import java.util.Optional;

/** All roots that are served, the one of whatever is no other's last. Thread-safe. */
final class Roots {

  private final List<Root> all;

  /**
   * @throws IllegalArgumentException unless the last one, and no other, takes what is nobody's
   */
  Roots(List<Root> all) {
    this.all = List.copyOf(all);
    var open = all.stream().filter(root -> root.segment().isEmpty()).toList();
    if (open.size() != 1 || !open.getFirst().equals(all.getLast())) {
      throw new IllegalArgumentException("The last root, and no other, takes what is nobody's");
    }
  }

  /**
   * The root below which a path lies.
   *
   * @param target what the request line points to, when it can be read
   * @param raw the same as it was written
   */
  Root of(Optional<RequestTarget> target, String raw) {
    return all.stream()
        .filter(root -> root.holds(target, raw))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No root takes what is nobody's"));
  }

  List<Endpoint> endpoints() {
    return all.stream().flatMap(root -> root.endpoints().stream()).toList();
  }
}
