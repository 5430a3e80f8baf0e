package dev.slipway.portstck.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.TokenId;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driven.commit.Change;
import dev.slipway.ports.driven.commit.Expected;
import dev.slipway.ports.paging.NewestFirst;
import dev.slipway.ports.paging.NewestFirst.Place;
import dev.slipway.ports.paging.Stretch;
import dev.slipway.portstck.sample.Samples;
import dev.slipway.portstck.store.StoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What {@code Organizations} and {@code ApiTokens} owe those who see organizations as workspaces.
 */
public interface WorkspacesContract extends StoreContract {

  @Test
  default void an_organization_is_found_as_the_workspace_that_it_is() {
    for (String id :
        List.of(
            "acme",
            "Acme_1-X",
            "ws_",
            "ws_01k9q5s4zv8m2n6p7r3t1w0xya",
            // Has the form of an id that was derived, and is none.
            "ws_0123456789abcdef0123456789",
            "ws_01K9Q5S4ZV8M2N6P7R3T1W0XYA")) {
      given().organization(id);
      var workspace = WorkspaceId.of(organization(id));

      assertThat(store().organizations().ofWorkspace(workspace))
          .as(id)
          .isEqualTo(store().organizations().find(organization(id)))
          .isPresent();
    }
  }

  @Test
  default void a_workspace_that_nobody_is_is_not_found() {
    given().organization("acme");
    var derivedOf = "ws_0123456789abcdef0123456789";
    given().organization(derivedOf);

    for (String id : List.of("ws_0", "ws_x", derivedOf, "ws_01k9q5s4zv8m2n6p7r3t1w0xya")) {
      assertThat(store().organizations().ofWorkspace(new WorkspaceId(id))).as(id).isEmpty();
    }
  }

  @Test
  default void organizations_come_newest_first_and_of_the_same_moment_by_id_descending() {
    for (String id : List.of("b", "A", "c", "_d")) {
      given().organization(id);
    }
    organization("new", Samples.NOON.plusNanos(1_000));
    organization("old", Samples.NOON.minusNanos(1_000));

    assertThat(everyOrganization(100)).containsExactly("new", "c", "b", "_d", "A", "old");
    for (int limit = 1; limit <= 7; limit++) {
      assertThat(everyOrganization(limit)).as("by " + limit).isEqualTo(everyOrganization(100));
    }
  }

  private void organization(String id, Instant at) {
    given()
        .committed(
            new Change.PutOrganization(
                new Organization(new OrganizationId(id), new Slug(id), id, at),
                new Expected.Absent()));
  }

  private List<String> everyOrganization(int limit) {
    var all = new ArrayList<String>();
    var part = store().organizations().page(NewestFirst.top(limit));
    part.items().forEach(item -> all.add(item.id().value()));
    while (part.more()) {
      var last = part.items().getLast();
      part =
          store()
              .organizations()
              .page(NewestFirst.behind(limit, new Place(last.createdAt(), last.id().value())));
      part.items().forEach(item -> all.add(item.id().value()));
    }
    return all;
  }

  // Tokens.

  @Test
  default void a_token_keeps_how_its_secret_begins() {
    var token =
        new ApiToken(
            new TokenId("tok_1"),
            Samples.digest("sk_akua_a3b2"),
            "sk_akua_a3b2",
            organization("acme"),
            "imported",
            List.of(),
            Samples.NOON,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    given().token(token);

    assertThat(store().tokens().find(token.id()).orElseThrow().token().value()).isEqualTo(token);
    assertThat(store().tokens().byDigest(token.digest()).orElseThrow().token().value())
        .isEqualTo(token);
  }

  @Test
  default void tokens_that_are_not_revoked_come_newest_first_in_parts_of_every_size() {
    for (String id : List.of("tok_b", "tok_a", "tok_r", "tok_c")) {
      given().token(Samples.aToken("acme").called(id).token());
    }
    given()
        .token(Samples.aToken("acme").called("tok_n").madeAt(Samples.NOON.plusSeconds(1)).token());
    given().token(Samples.aToken("acme").called("tok_o").madeAt(Instant.EPOCH).token());
    given().token(Samples.aToken("other").called("tok_x").token());
    var revoked = store().tokens().find(new TokenId("tok_r")).orElseThrow().token();
    given()
        .committed(new Change.PutToken(revoked.value().revoked(Samples.NOON), revoked.expected()));

    for (int limit = 1; limit <= 6; limit++) {
      assertThat(everyToken(limit))
          .as("by " + limit)
          .containsExactly("tok_n", "tok_c", "tok_b", "tok_a", "tok_o");
    }
    assertThat(store().tokens().page(organization("nobody"), NewestFirst.top(1)))
        .isEqualTo(new Stretch<>(List.of(), false));
  }

  private List<String> everyToken(int limit) {
    var all = new ArrayList<String>();
    var part = store().tokens().page(organization("acme"), NewestFirst.top(limit));
    part.items().forEach(item -> all.add(item.id().value()));
    while (part.more()) {
      var last = part.items().getLast();
      part =
          store()
              .tokens()
              .page(
                  organization("acme"),
                  NewestFirst.behind(limit, new Place(last.createdAt(), last.id().value())));
      part.items().forEach(item -> all.add(item.id().value()));
    }
    return all;
  }
}
