package dev.slipway.portstck.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Committed;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.driven.commit.Revision;
import dev.slipway.ports.driven.commit.Versioned;
import dev.slipway.ports.driven.tenancy.TokenOwner;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code Organizations} and {@code ApiTokens} owe their callers. */
public interface TenancyContract extends StoreContract {

  // Organizations.

  @Test
  default void an_organization_is_found_by_id_and_by_slug() {
    var organization =
        new Organization(
            new OrganizationId("Acme_1-X"), new Slug("acme"), "Ac'me \u0001 😀", Samples.NOON);

    given().committed(new Change.PutOrganization(organization, new Expected.Absent()));

    assertThat(store().organizations().find(organization.id())).contains(organization);
    assertThat(store().organizations().bySlug(organization.slug())).contains(organization);
  }

  @Test
  default void ids_and_slugs_are_exact() {
    given().organization("acme");

    for (String other : List.of("Acme", "acm", "acme2", "acm_", "ACME")) {
      assertThat(store().organizations().find(organization(other))).as(other).isEmpty();
    }
    assertThat(store().organizations().bySlug(new Slug("acm"))).isEmpty();
  }

  @Test
  default void organizations_that_differ_by_case_alone_are_two() {
    given().organization("acme");

    given().organization("ACME");

    assertThat(store().organizations().find(organization("acme")).orElseThrow().name())
        .isEqualTo("acme");
    assertThat(store().organizations().find(organization("ACME")).orElseThrow().name())
        .isEqualTo("ACME");
  }

  // Tokens.

  @Test
  default void a_token_is_found_by_its_secret_and_by_its_id_with_its_organization() {
    var token =
        given()
            .token(Samples.aToken("acme").granting(Scope.Plain.CONSOLE, Scope.Plain.READ).token());
    var owner = new TokenOwner(token, Samples.anOrganization("acme"));

    assertThat(store().tokens().byDigest(token.value().digest())).contains(owner);
    assertThat(store().tokens().find(token.value().id())).contains(owner);
    assertThat(store().tokens().byDigest(Samples.digest("guess"))).isEmpty();
    assertThat(store().tokens().find(new TokenId("tok_guess"))).isEmpty();
  }

  @Test
  default void a_token_keeps_every_field() {
    var full = Samples.aToken("acme").lastUsedAt(Samples.NOON.plusNanos(1_000)).token();
    var bare =
        new ApiToken(
            new TokenId("tok_bare"),
            Samples.digest("bare"),
            ApiToken.SCHEME,
            new OrganizationId("acme"),
            "",
            List.of(),
            Samples.NOON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    given().token(full);

    given().token(bare);
    given()
        .committed(
            new Change.PutToken(
                full.revoked(Samples.NOON.plusSeconds(5)), new Expected.At(Revision.FIRST)));

    assertThat(stored(bare.id())).isEqualTo(new Versioned<>(bare, Revision.FIRST));
    assertThat(stored(full.id()))
        .isEqualTo(new Versioned<>(full.revoked(Samples.NOON.plusSeconds(5)), new Revision(2)));
  }

  @Test
  default void a_digest_belongs_to_one_token() {
    var first = given().token(Samples.aToken("acme").called("tok_1").token()).value();
    var thief =
        new ApiToken(
            new TokenId("tok_2"),
            first.digest(),
            first.prefix(),
            first.organization(),
            "thief",
            first.scopes(),
            first.createdAt(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    var outcome = commit(new Change.PutToken(thief, new Expected.Absent()));

    assertThat(outcome).isInstanceOf(Committed.Stale.class);
    assertThat(store().tokens().byDigest(first.digest()).orElseThrow().token().value())
        .isEqualTo(first);
  }

  @Test
  default void tokens_of_an_organization_come_by_creation_then_id() {
    given()
        .token(Samples.aToken("acme").called("tok_b").madeAt(Samples.NOON.plusSeconds(1)).token());
    given()
        .token(Samples.aToken("acme").called("tok_a").madeAt(Samples.NOON.plusSeconds(1)).token());
    given().token(Samples.aToken("acme").called("tok_z").madeAt(Samples.NOON).token());
    given().token(Samples.aToken("Acme").called("tok_o").madeAt(Instant.EPOCH).token());
    given().token(Samples.aToken("_b").called("tok_u").token());
    var revoked =
        given().token(Samples.aToken("acme").called("tok_r").madeAt(Instant.EPOCH).token());
    given()
        .committed(new Change.PutToken(revoked.value().revoked(Samples.NOON), revoked.expected()));

    assertThat(ids(store().tokens().of(organization("acme"))))
        .containsExactly("tok_r", "tok_z", "tok_a", "tok_b");
    assertThat(ids(store().tokens().all()))
        .containsExactly("tok_o", "tok_u", "tok_r", "tok_z", "tok_a", "tok_b");
    assertThat(store().tokens().of(organization("nobody"))).isEmpty();
  }

  private static List<String> ids(List<TokenOwner> owners) {
    return owners.stream().map(owner -> owner.token().value().id().value()).toList();
  }

  @Test
  default void whether_there_is_any_token_is_told() {
    given().organization("acme");
    assertThat(store().tokens().any()).isFalse();

    given().token(Samples.aToken("acme").token().revoked(Samples.NOON));

    assertThat(store().tokens().any()).isTrue();
  }

  // Last use.

  @Test
  default void the_last_use_is_noted_and_no_revision_changes() {
    var one = given().token(Samples.aToken("acme").called("tok_1").token()).value();
    var two = given().token(Samples.aToken("acme").called("tok_2").token()).value();
    var three = given().token(Samples.aToken("acme").called("tok_3").token()).value();
    var at = Samples.NOON.plusSeconds(7);

    store()
        .tokens()
        .noteUse(Map.of(one.id(), at, two.id(), at.plusSeconds(1), new TokenId("tok_9"), at));

    assertThat(stored(one.id())).isEqualTo(new Versioned<>(one.used(at), Revision.FIRST));
    assertThat(stored(two.id()))
        .isEqualTo(new Versioned<>(two.used(at.plusSeconds(1)), Revision.FIRST));
    assertThat(stored(three.id())).isEqualTo(new Versioned<>(three, Revision.FIRST));
    assertThat(store().tokens().find(new TokenId("tok_9"))).isEmpty();
    store().tokens().noteUse(Map.of());
  }

  @Test
  default void an_older_use_never_replaces_a_newer_one() {
    var token = given().token(Samples.aToken("acme").token()).value();
    store().tokens().noteUse(Map.of(token.id(), Samples.NOON.plusSeconds(7)));

    store().tokens().noteUse(Map.of(token.id(), Samples.NOON.plusSeconds(6)));

    assertThat(stored(token.id()).value().lastUsedAt()).contains(Samples.NOON.plusSeconds(7));
  }

  @Test
  default void a_write_that_did_not_know_of_the_last_use_does_not_forget_it() {
    var token = given().token(Samples.aToken("acme").token());
    store().tokens().noteUse(Map.of(token.value().id(), Samples.NOON.plusSeconds(7)));

    given().committed(new Change.PutToken(token.value().revoked(Samples.NOON), token.expected()));

    assertThat(stored(token.value().id()).value())
        .isEqualTo(token.value().revoked(Samples.NOON).used(Samples.NOON.plusSeconds(7)));
  }

  private Versioned<ApiToken> stored(TokenId id) {
    return store().tokens().find(id).orElseThrow().token();
  }
}
