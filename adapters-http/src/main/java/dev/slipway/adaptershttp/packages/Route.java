package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Endpoint;
import dev.slipway.adaptershttp.endpoint.Endpoint.Input;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.endpoint.Handling;
import dev.slipway.adaptershttp.endpoint.PathTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An endpoint of {@code /v1} that is being written down. Belongs to one thread. */
final class Route {

  /** The schema of every refusal. */
  private static final String ERROR = "Error";

  private final Method method;
  private final String path;
  private final String id;
  private final String summary;
  private Input input = new Input.None();
  private final List<String> parameters = new ArrayList<>();
  private final Map<Integer, String> answers = new TreeMap<>();

  private Route(Method method, String path, String id, String summary) {
    this.method = method;
    this.path = "/v1" + path;
    this.id = id;
    this.summary = summary;
    refuses(401, 408, 413, 500, 503);
  }

  static Route get(String path, String id, String summary) {
    return new Route(Method.GET, path, id, summary);
  }

  static Route post(String path, String id, String summary) {
    return new Route(Method.POST, path, id, summary);
  }

  static Route delete(String path, String id, String summary) {
    return new Route(Method.DELETE, path, id, summary);
  }

  /** Takes an object of this schema. */
  Route takes(String schema) {
    input = new Input.Body(schema, false);
    return refuses(400, 415);
  }

  /** Reads these query parameters and headers. */
  Route reads(String... names) {
    parameters.addAll(List.of(names));
    return this;
  }

  /** Acts in a workspace, which the sender may name. */
  Route inWorkspace() {
    parameters.add("context");
    return refuses(400);
  }

  /** May answer an object of this schema. */
  Route answers(int status, String schema) {
    answers.put(status, schema);
    return this;
  }

  /** May answer without a body. */
  Route answers(int status) {
    return answers(status, "");
  }

  /** May refuse. */
  Route refuses(int... statuses) {
    for (int status : statuses) {
      answers.put(status, ERROR);
    }
    return this;
  }

  /** Is answered to whoever may; so the refusals of workspace, permission and form come in. */
  Endpoint handled(Handling handling) {
    if (handling instanceof Handling.Visitors) {
      refuses(403, 406, 422);
    }
    return new Endpoint(
        method, PathTemplate.of(path), id, summary, input, parameters, answers, handling);
  }
}
