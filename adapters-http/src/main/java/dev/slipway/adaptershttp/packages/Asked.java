package dev.slipway.adaptershttp.packages;

import dev.slipway.adaptershttp.endpoint.Headers;
import dev.slipway.adaptershttp.endpoint.Unread;
import dev.slipway.adaptershttp.target.QueryText;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/**
 * A request that was let in.
 *
 * @param request its head
 * @param body what came, of whatever kind; null where nothing came
 */
record Asked(Unread request, Json body) {

  /** The value of a variable segment of the endpoint's own template. */
  String segment(String name) {
    return request.segment(name);
  }

  /** Reads a query that may have parameters of these names, each at most once. */
  Query query(String... known) {
    return Query.read(request.query(), List.of(known));
  }

  /** What is wrong with the query of an operation that has no parameters. */
  List<Finding> emptyQuery() {
    return query().findings();
  }

  /** Reads what the sender calls the request. */
  RepeatKey repeatKey() {
    return RepeatKey.read(request.header(Headers.IDEMPOTENCY_KEY));
  }

  /** Reads of which state the sender speaks. */
  IfMatch ifMatch() {
    return IfMatch.read(request.header(Headers.IF_MATCH));
  }

  /** The operation's method and path template, by which kept answers are found. */
  String route() {
    return request.endpoint().method().name() + " " + request.endpoint().path().text();
  }

  /**
   * Tells this request from another under the same key: method, concrete path, query, If-Match and
   * the body by its meaning.
   */
  Sha256 fingerprint() {
    return fingerprint("");
  }

  /**
   * The same for a request that holds a secret: without the salt nobody can try secrets on what is
   * kept.
   *
   * @param salt what only servers of one store know
   */
  Sha256 fingerprint(String salt) {
    var concrete = Json.object();
    new TreeMap<>(request.path()).forEach(concrete::put);
    var whole =
        Json.array(
            Json.string(salt),
            Json.string(route()),
            concrete.build(),
            query(request.query()),
            texts(request.header(Headers.IF_MATCH)),
            body);
    return Sha256.of(whole.canonicalText().getBytes(StandardCharsets.UTF_8));
  }

  private static Json query(QueryText query) {
    return switch (query) {
      case QueryText.Malformed malformed -> Json.nothing();
      case QueryText.Parameters(var parameters) -> {
        var object = Json.object();
        parameters.forEach((name, values) -> object.put(name, texts(values)));
        yield object.build();
      }
    };
  }

  private static Json texts(List<String> texts) {
    return Json.array(texts.stream().map(Json::string).toList());
  }
}
