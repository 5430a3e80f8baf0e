package dev.slipway.domain.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.digest.Sha256;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.Caller.Anonymous;
import dev.slipway.domain.tenancy.Caller.Member;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may what (contract/foundation.md section 2). */
class RightsTest {

  private static final Instant NOW = Instant.parse("2025-06-01T12:00:00Z");
  private static final Organization ACME =
      new Organization(new OrganizationId("acme"), new Slug("acme"), "Acme", NOW);

  @Nested
  class A_scope {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        useHeadersInDisplayName = true,
        textBlock =
            """
            scope      | READ  | WRITE | CONSOLE
            EVERYTHING | true  | true  | false
            CONSOLE    | false | false | true
            READ       | true  | false | false
            WRITE      | true  | true  | false
            """)
    void grants_its_own_rights_and_no_others(
        Scope.Plain scope, boolean read, boolean write, boolean console) {
      var member = new Member(ACME, "tok_1", Set.of(scope));

      assertThat(member.may(Right.READ)).isEqualTo(read);
      assertThat(member.may(Right.WRITE)).isEqualTo(write);
      assertThat(member.may(Right.CONSOLE)).isEqualTo(console);
    }

    @ParameterizedTest
    @CsvSource({"*, EVERYTHING", "console, CONSOLE", "read, READ", "write, WRITE"})
    void is_written_as_its_word(String word, Scope.Plain scope) {
      assertThat(Scope.parse(word)).isEqualTo(new Parsed.Valid<>(scope));
      assertThat(scope.word()).isEqualTo(word);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "read:**",
          "write:**",
          "read:providers/**",
          "read:providers/acme/**",
          "read:providers/acme/*",
          "read:providers/*/db",
          "read:providers/acme/db",
          "read:providers/acme/db/**",
          "write:installations/acme-2/a1",
          "write:projects/main",
          "write:projects/*",
          "write:projects/**",
          "read:*/acme/x",
          "read:*/*/*",
          "read:*/*",
          "read:*/**"
        })
    void may_be_about_some_things_alone(String word) {
      assertThat(Scope.parse(word))
          .isInstanceOfSatisfying(
              Parsed.Valid.class,
              valid -> {
                assertThat(valid.value()).isInstanceOf(Scope.Narrow.class);
                assertThat(((Scope) valid.value()).word()).isEqualTo(word);
              });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "READ",
          "read ",
          "**",
          "all",
          "read:",
          "write: **",
          "admin:**",
          "console:**",
          "*:**",
          "read:/**",
          "read:**/",
          "read:**/x",
          "read:providers",
          "read:providers/",
          "read:providers/acme",
          "read:providers//x",
          "read:providers/acme/x/y",
          "read:providers/ac*/x",
          "read:providers/***",
          "read:Providers/acme/x",
          "read:providers/Acme/x",
          "read:provider/acme/x",
          "read:providers/-a/x",
          "read:providers/a-/x",
          "read:providers/acme/x/*",
          "read:projects/a/b",
          "read:projects",
          "read:installed/**",
          "read:providers/acme/x_y",
          "read:providers/%/x",
          "read:providers/acme/\u0000",
          "Read:**",
          "write:read:**",
          "read:providers/acme/x\n"
        })
    void is_nothing_else(String word) {
      assertThat(Scope.parse(word)).isInstanceOf(Parsed.Invalid.class);
    }

    @Test
    void has_a_pattern_of_some_length() {
      var name = "a".repeat(ScopePattern.MAX_LENGTH - "projects/".length());

      assertThat(Scope.parse("read:projects/" + name)).isInstanceOf(Parsed.Valid.class);
      assertThat(Scope.parse("read:projects/a" + name))
          .isEqualTo(Parsed.invalid("a pattern has at most 256 characters"));
    }

    @Test
    void tells_what_there_is_when_it_is_refused() {
      assertThat(Scope.parse("all"))
          .isEqualTo(
              Parsed.invalid(
                  "must be one of *, console, read, write, or read: or write: and a pattern, such"
                      + " as read:installations/acme/*"));
      assertThat(Scope.parse("read:all"))
          .isInstanceOfSatisfying(
              Parsed.Invalid.class,
              refused -> assertThat(refused.reason()).startsWith("a pattern is providers/"));
    }

    @Test
    void of_a_part_is_no_right_over_the_whole() {
      var member = member("write:installations/acme/*");

      assertThat(List.of(Right.values())).noneMatch(member::may);
      assertThat(member.may(Right.WRITE, Subject.installation("acme", "x"))).isTrue();
      assertThat(member.may(Right.READ, Subject.installation("acme", "x"))).isTrue();
      assertThat(member.may(Right.CONSOLE, Subject.installation("acme", "x"))).isFalse();
      assertThat(member.may(Right.WRITE, Subject.installation("beta", "x"))).isFalse();
      assertThat(member.may(Right.WRITE, Subject.provider("acme", "x"))).isFalse();
    }

    @Test
    void to_read_a_part_is_none_to_change_it() {
      var member = member("read:**");

      assertThat(member.may(Right.READ)).isTrue();
      assertThat(member.may(Right.READ, Subject.project("main"))).isTrue();
      assertThat(member.may(Right.WRITE)).isFalse();
      assertThat(member.may(Right.WRITE, Subject.project("main"))).isFalse();
    }
  }

  private static Member member(String... scopes) {
    return new Member(
        ACME,
        "tok_1",
        Stream.of(scopes)
            .map(scope -> Scope.parse(scope).orElseThrow())
            .collect(Collectors.toSet()));
  }

  @Nested
  class A_right {

    @ParameterizedTest
    @CsvSource({"READ, read", "WRITE, write", "CONSOLE, console"})
    void is_named_in_refusals(Right right, String word) {
      assertThat(right.word()).isEqualTo(word);
    }
  }

  @Nested
  class A_member {

    @Test
    void has_the_rights_of_all_scopes_together() {
      var member = new Member(ACME, "tok_1", Set.<Scope>of(Scope.Plain.READ, Scope.Plain.CONSOLE));

      assertThat(List.of(Right.values()))
          .filteredOn(member::may)
          .containsExactly(Right.READ, Right.CONSOLE);
    }

    @Test
    void without_scopes_has_no_right_but_still_a_tenant() {
      var member = new Member(ACME, "tok_1", Set.of());

      assertThat(List.of(Right.values())).noneMatch(member::may);
      assertThat(member.tenant()).contains(ACME.id());
      assertThat(member.insider()).isEmpty();
    }

    @Test
    void sees_inside_its_own_organization_with_the_right_to_read() {
      assertThat(new Member(ACME, "tok_1", Set.<Scope>of(Scope.Plain.READ)).insider())
          .contains(ACME.id());
      assertThat(new Member(ACME, "tok_1", Set.<Scope>of(Scope.Plain.CONSOLE)).insider()).isEmpty();
      assertThat(member("read:providers/acme/*").insider()).contains(ACME.id());
      assertThat(member("write:providers/**").insider()).contains(ACME.id());
      assertThat(member("read:providers/acme/x").insider()).isEmpty();
      assertThat(member("read:providers/beta/*").insider()).isEmpty();
      assertThat(member("read:installations/**").insider()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void of_everything_may_everything(Right right) {
      assertThat(Caller.everything(ACME, "tok_1"))
          .isEqualTo(new Member(ACME, "tok_1", Set.<Scope>of(Scope.Plain.values())))
          .matches(member -> member.may(right));
    }

    @Test
    void of_one_word_has_it_as_id_slug_and_name() {
      var organization = new Organization(new OrganizationId("dev"), new Slug("dev"), "dev", NOW);

      assertThat(Caller.everything("dev", NOW))
          .isEqualTo(Caller.everything(organization, "anonymous"));
    }
  }

  @Nested
  class Nobody {

    @Test
    void has_no_right_and_no_tenant() {
      var nobody = new Anonymous();

      assertThat(List.of(Right.values())).noneMatch(nobody::may);
      assertThat(nobody.tenant()).isEmpty();
      assertThat(nobody.insider()).isEmpty();
    }
  }

  @Nested
  class A_token {

    private final ApiToken token = token(Optional.of(NOW.plusSeconds(60)));

    @Test
    void is_accepted_until_it_expires_and_not_at_that_moment() {
      assertThat(token.accepted(NOW.plusSeconds(60).minusNanos(1))).isTrue();
      assertThat(token.accepted(NOW.plusSeconds(60))).isFalse();
      assertThat(token.accepted(NOW.plusSeconds(61))).isFalse();
    }

    @Test
    void without_an_expiry_is_accepted_for_ever() {
      assertThat(token(Optional.empty()).accepted(Instant.MAX)).isTrue();
    }

    @Test
    void is_refused_from_its_revocation_on_also_when_it_has_no_expiry() {
      assertThat(token.revoked(NOW).accepted(NOW)).isFalse();
      assertThat(token(Optional.empty()).revoked(NOW).accepted(NOW)).isFalse();
    }

    @Test
    void is_revoked_once() {
      var revoked = token.revoked(NOW);

      assertThat(revoked.revokedAt()).contains(NOW);
      assertThat(revoked.revoked(NOW.plusSeconds(1))).isSameAs(revoked);
    }

    @Test
    void remembers_its_last_use() {
      assertThat(token.used(NOW).lastUsedAt()).contains(NOW);
    }

    @Test
    void stays_who_it_is_whatever_happens_to_it() {
      assertThat(List.of(token.used(NOW), token.revoked(NOW), token.revoked(NOW).used(NOW)))
          .allSatisfy(
              changed ->
                  assertThat(changed)
                      .usingRecursiveComparison()
                      .ignoringFields("lastUsedAt", "revokedAt")
                      .isEqualTo(token));
      assertThat(token.revoked(NOW).used(NOW).revokedAt()).contains(NOW);
      assertThat(token.used(NOW).revoked(NOW).lastUsedAt()).contains(NOW);
    }

    private static ApiToken token(Optional<Instant> expiresAt) {
      return new ApiToken(
          new TokenId("tok_1"),
          Sha256.of("secret".getBytes(StandardCharsets.UTF_8)),
          ApiToken.SCHEME,
          ACME.id(),
          "ci",
          List.<Scope>of(Scope.Plain.WRITE, Scope.Plain.READ),
          NOW.minusSeconds(60),
          expiresAt,
          Optional.empty(),
          Optional.empty());
    }
  }
}
