package dev.slipway.adaptershttp.endpoint;

import dev.slipway.adaptershttp.target.QueryText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A request whose sender is known and whose body nobody has looked at.
 *
 * @param endpoint what it asks for
 * @param path the values of the path's variable segments
 * @param query what stands behind the question mark
 * @param headers those that endpoints read
 * @param body looks at the body, when its turn comes
 */
public record Unread(
    Endpoint endpoint,
    Map<String, String> path,
    QueryText query,
    Headers headers,
    Supplier<Sent> body) {

  public Unread {
    path = Map.copyOf(path);
  }

  /** The value of a variable segment of the endpoint's own template. */
  public String segment(String name) {
    return Objects.requireNonNull(path.get(name), name);
  }

  /** All values of a header, as often as it came. */
  public List<String> header(String name) {
    return headers.all(name);
  }
}
