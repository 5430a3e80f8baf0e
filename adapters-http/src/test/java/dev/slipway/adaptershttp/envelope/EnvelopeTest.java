package dev.slipway.adaptershttp.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.adaptershttp.endpoint.Answer;
import dev.slipway.adaptershttp.endpoint.Endpoint.Method;
import dev.slipway.adaptershttp.endpoint.Refusal;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.form.Violation;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeTest {

  @Test
  void says_where_and_why_and_what_to_do() {
    var finding =
        Finding.at(List.of("body", "semver"), Reason.SEMVER_EXISTS, "1.0.0 is there already")
            .with("version_id", "pkgv_1")
            .with("semver", "1.0.0");

    var answer = Envelope.of(finding);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(text(answer))
        .isEqualTo(
            "{\"success\":false,\"errors\":[{\"code\":7006,\"message\":\"1.0.0 is there already\","
                + "\"path\":[\"body\",\"semver\"],\"metadata\":{\"reason\":\"SEMVER_EXISTS\","
                + "\"semver\":\"1.0.0\",\"version_id\":\"pkgv_1\"}}],\"result\":{}}");
  }

  @Test
  void has_no_place_where_there_is_none() {
    assertThat(text(Envelope.of(Reason.NOT_FOUND, "Package not found: pkg_1")))
        .isEqualTo(
            "{\"success\":false,\"errors\":[{\"code\":7002,\"message\":\"Package not found:"
                + " pkg_1\",\"metadata\":{\"reason\":\"NOT_FOUND\"}}],\"result\":{}}");
  }

  @Test
  void tells_at_most_a_hundred() {
    var many = Collections.nCopies(101, Finding.of(Reason.INVALID, "wrong"));

    assertThat(text(Envelope.of(many)).split("7007", -1)).hasSize(100 + 1);
  }

  @Test
  void is_never_about_nothing() {
    assertThatThrownBy(() -> Envelope.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAUTHENTICATED, 401, 7003",
    "WORKSPACE_FORBIDDEN, 403, 7004",
    "PERMISSION_DENIED, 403, 7004",
    "NOT_FOUND, 404, 7002",
    "CONTEXT_REQUIRED, 403, 7004",
    "METHOD_NOT_ALLOWED, 405, 7005",
    "NOT_ACCEPTABLE, 406, 7001",
    "TIMEOUT, 408, 7001",
    "MALFORMED_JSON, 400, 7001",
    "CONTEXT_INVALID, 400, 7001",
    "BODY_TOO_LARGE, 413, 7001",
    "URI_TOO_LONG, 414, 7001",
    "HEADER_TOO_LARGE, 431, 7001",
    "UNSUPPORTED_MEDIA_TYPE, 415, 7001",
    "INVALID, 422, 7007",
    "SCHEMA_TOO_COSTLY, 422, 7007",
    "ADDRESS_REFUSED, 422, 7007",
    "ABORTED, 409, 7006",
    "IDEMPOTENCY_KEY_REUSED, 409, 7006",
    "REGISTRY_INVALID_ANSWER, 502, 7010",
    "REGISTRY_UNAVAILABLE, 503, 7011",
    "OVERLOADED, 503, 7011",
    "REGISTRY_TIMEOUT, 504, 7012",
    "INTERNAL, 500, 7009",
  })
  void gives_each_reason_its_status_and_each_status_its_number(
      Reason reason, int status, int number) {
    var answer = Envelope.of(reason, "so");

    assertThat(answer.status()).isEqualTo(status);
    assertThat(text(answer)).contains("\"code\":" + number + ",", "\"reason\":\"" + reason + "\"");
  }

  @ParameterizedTest
  @EnumSource
  void has_words_for_every_reason(Reason reason) {
    assertThat(text(Envelope.of(reason, "so"))).contains("\"code\":70");
  }

  @ParameterizedTest
  @CsvSource({"REGISTRY_UNAVAILABLE, 5", "OVERLOADED, 1", "STORE_UNAVAILABLE, 1"})
  void says_when_to_come_again(Reason reason, String seconds) {
    assertThat(Envelope.of(reason, "later").headers()).containsEntry("Retry-After", seconds);
  }

  @Nested
  class What_the_server_itself_refuses {

    private final EnvelopeDialect dialect = new EnvelopeDialect();

    static Stream<Refusal> refusals() {
      return Stream.of(
          new Refusal.NothingThere(),
          new Refusal.OtherMethods("PUT", "/v1/packages", "GET"),
          new Refusal.NotAuthenticated(true),
          new Refusal.NoRuntimesToken(),
          new Refusal.BodyTooLarge(1),
          new Refusal.BodyTooSlow(),
          new Refusal.OtherMediaType(),
          new Refusal.UnreadableBody(List.of(Violation.missing("x"))),
          new Refusal.Full(),
          new Refusal.StoreUnavailable(),
          new Refusal.OutcomeUnknown(),
          new Refusal.RuntimesUnavailable(),
          new Refusal.Sealed("sealed"),
          new Refusal.Unexpected("req_1", "inc_1"),
          new Refusal.UrlTooLong(),
          new Refusal.HeadersTooLong(),
          new Refusal.NotHttp());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void is_said_in_the_envelope(Refusal refusal) {
      assertThat(text(dialect.says(refusal)))
          .startsWith("{\"success\":false,\"errors\":[{\"code\":")
          .endsWith("}],\"result\":{}}");
    }

    @Test
    void asks_for_a_token_in_the_same_bytes_whatever_was_wrong() {
      var none = dialect.says(new Refusal.NotAuthenticated(false));
      var bad = dialect.says(new Refusal.NotAuthenticated(true));

      assertThat(bad.body()).isEqualTo(none.body());
      assertThat(none.headers()).containsEntry("WWW-Authenticate", "Bearer");
      assertThat(bad.headers()).containsEntry("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    @Test
    void says_that_hosted_packages_are_not_made_here() {
      var answer =
          dialect.says(
              new Refusal.OtherMethods(Method.POST.name(), "/v1/packages", "GET, HEAD, OPTIONS"));

      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.headers()).containsEntry("Allow", "GET, HEAD, OPTIONS");
      assertThat(text(answer)).contains("Hosted packages are not made here", "/v1/packages:import");
    }

    @Test
    void names_the_request_and_the_incident_of_a_failure_and_nothing_of_it() {
      assertThat(text(dialect.says(new Refusal.Unexpected("req_1", "inc_1"))))
          .isEqualTo(
              "{\"success\":false,\"errors\":[{\"code\":7009,\"message\":\"Internal error\","
                  + "\"metadata\":{\"reason\":\"INTERNAL\",\"incident_id\":\"inc_1\","
                  + "\"request_id\":\"req_1\"}}],\"result\":{}}");
    }
  }

  private static String text(Answer answer) {
    return answer.body() instanceof Answer.Body.Content(var type, var text) ? text : "";
  }
}
