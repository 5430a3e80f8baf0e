package dev.slipway.adaptershttp.endpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation that is served: how it is reached, what it takes, what it may answer, and who does
 * it. Names of schemas and parameters are those of the OpenAPI document's components.
 *
 * @param method how it is asked for
 * @param path where
 * @param id its name in the document
 * @param summary a sentence about it
 * @param input what body it takes
 * @param parameters the query parameters and headers that it reads
 * @param answers the schema of each answer by status; empty text where there is no body
 * @param handling who is answered, and how
 */
public record Endpoint(
    Method method,
    PathTemplate path,
    String id,
    String summary,
    Input input,
    List<String> parameters,
    Map<Integer, String> answers,
    Handling handling) {

  public Endpoint {
    parameters = List.copyOf(parameters);
    answers = Collections.unmodifiableMap(new TreeMap<>(answers));
  }

  /** How an operation is asked for. */
  public enum Method {
    GET,
    POST,
    PATCH,
    DELETE
  }

  /** What body an operation takes. */
  public sealed interface Input {

    /** None; whatever comes is ignored. */
    record None() implements Input {}

    /**
     * A JSON object.
     *
     * @param schema the schema of it
     * @param mayBeEmpty whether an empty body stands for an empty object
     */
    record Body(String schema, boolean mayBeEmpty) implements Input {}
  }

  static Draft get(String path, String id, String summary) {
    return new Draft(Method.GET, path, id, summary);
  }

  static Draft post(String path, String id, String summary) {
    return new Draft(Method.POST, path, id, summary);
  }

  static Draft patch(String path, String id, String summary) {
    return new Draft(Method.PATCH, path, id, summary);
  }

  static Draft delete(String path, String id, String summary) {
    return new Draft(Method.DELETE, path, id, summary);
  }

  /** An endpoint that is being written down. Belongs to one thread. */
  static final class Draft {

    /** The schema of a refusal whose detail is a sentence. */
    private static final String PROBLEM = "Problem";

    private final Method method;
    private final PathTemplate path;
    private final String id;
    private final String summary;
    private Input input = new Input.None();
    private final List<String> parameters = new ArrayList<>();
    private final Map<Integer, String> answers = new TreeMap<>();

    private Draft(Method method, String path, String id, String summary) {
      this.method = method;
      this.path = PathTemplate.of(path);
      this.id = id;
      this.summary = summary;
      answers.put(401, PROBLEM);
      answers.put(408, PROBLEM);
      answers.put(413, PROBLEM);
      answers.put(500, "Incident");
      answers.put(503, PROBLEM);
    }

    /** Takes an object of this schema. */
    Draft takes(String schema) {
      return taking(new Input.Body(schema, false));
    }

    /** Takes an object of this schema, or nothing. */
    Draft mayTake(String schema) {
      return taking(new Input.Body(schema, true));
    }

    private Draft taking(Input body) {
      input = body;
      answers.put(415, PROBLEM);
      answers.put(422, "Invalid");
      return this;
    }

    /** Reads these query parameters or headers. */
    Draft reads(String... names) {
      parameters.addAll(List.of(names));
      answers.put(422, "Invalid");
      return this;
    }

    /** May answer an object of this schema. */
    Draft answers(int status, String schema) {
      answers.put(status, schema);
      return this;
    }

    /** May answer without a body. */
    Draft answers(int status) {
      answers.put(status, "");
      return this;
    }

    /** May refuse with a sentence. */
    Draft refuses(int... statuses) {
      for (int status : statuses) {
        answers.put(status, PROBLEM);
      }
      return this;
    }

    Endpoint probe(Handling.Probe probe) {
      return handled(new Handling.Probes(probe, false));
    }

    Endpoint probeWhenFull(Handling.Probe probe) {
      return handled(new Handling.Probes(probe, true));
    }

    Endpoint everybody(Handling.Open open) {
      return handled(new Handling.Everybody(open));
    }

    Endpoint members(Need need, Handling.Closed closed) {
      return handled(new Handling.Members(need, closed));
    }

    Endpoint runtimes(Handling.Registered registered) {
      return handled(new Handling.Runtimes(registered));
    }

    private Endpoint handled(Handling handling) {
      return new Endpoint(method, path, id, summary, input, parameters, answers, handling);
    }
  }
}
