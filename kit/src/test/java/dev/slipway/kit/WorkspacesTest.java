package dev.slipway.kit;

import static dev.slipway.kit.PackageWorld.at;
import static dev.slipway.kit.PackageWorld.member;
import static dev.slipway.kit.PackageWorld.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.domain.tenancy.ForeignSecret;
import dev.slipway.domain.tenancy.Organization;
import dev.slipway.domain.tenancy.Permission;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.domain.tenancy.WorkspaceId;
import dev.slipway.ports.driving.tenancy.Authenticate.Authentication;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Choice;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Claimant;
import dev.slipway.ports.driving.tenancy.ChooseWorkspace.Context;
import dev.slipway.ports.driving.tenancy.ManageTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaceTokens;
import dev.slipway.ports.driving.tenancy.ManageWorkspaces;
import dev.slipway.ports.paging.NewestFirst;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Section 3 of the contract's page on packages: workspaces, tokens, and who acts where. */
class WorkspacesTest {

  private static final Caller.Member ACME = Slipway.operator("acme");
  private static final Caller.Member OTHER = Slipway.operator("other");
  private static final Claimant NOBODY = new Claimant.Nobody();

  private final PackageWorld production = new PackageWorld();
  private final PackageWorld development =
      new PackageWorld(Settings.defaults().withDevelopment(true));

  private static Context of(Caller.Member member) {
    return new Context.Given(WorkspaceId.of(member.organization().id()).value());
  }

  private static Choice choose(PackageWorld world, Claimant claimant, Context context) {
    return world.slipway().chooseWorkspace().choose(claimant, context);
  }

  @Nested
  class A_token_of_one_workspace {

    private final Claimant token = new Claimant.OfOne(ACME);

    @Test
    void acts_there_named_or_not() {
      assertThat(choose(production, token, new Context.Absent()))
          .isEqualTo(new Choice.Chosen(ACME));
      assertThat(choose(production, token, of(ACME))).isEqualTo(new Choice.Chosen(ACME));
    }

    @Test
    void may_not_act_elsewhere_be_there_such_a_workspace_or_not() {
      made(development, "Other");

      assertThat(choose(development, token, of(OTHER))).isEqualTo(new Choice.Forbidden());
      assertThat(choose(development, token, new Context.Given("ws_unknown")))
          .isEqualTo(new Choice.Forbidden());
    }

    @Test
    void is_told_when_the_context_is_no_id_at_all() {
      for (String text : List.of("", "acme", "ws_", "ws_" + "a".repeat(51), "ws_a-b", "ws_a\n")) {
        assertThat(choose(production, token, new Context.Given(text)))
            .as(text)
            .isEqualTo(new Choice.Malformed());
      }
    }
  }

  @Nested
  class Somebody_of_several_workspaces {

    private final Claimant person = new Claimant.OfSeveral(List.of(ACME, OTHER));

    @Test
    void must_name_one() {
      assertThat(choose(production, person, new Context.Absent()))
          .isEqualTo(new Choice.ContextRequired());
      assertThat(choose(production, person, of(OTHER))).isEqualTo(new Choice.Chosen(OTHER));
      assertThat(choose(production, person, of(Slipway.operator("third"))))
          .isEqualTo(new Choice.Forbidden());
    }

    @Test
    void sees_those_alone() {
      assertThat(production.slipway().workspaces().list(person, NewestFirst.top(1)))
          .isInstanceOfSatisfying(
              ManageWorkspaces.Listing.Workspaces.class,
              listing -> {
                assertThat(listing.part().items()).containsExactly(OTHER.organization());
                assertThat(listing.part().more()).isTrue();
              });
    }
  }

  @Nested
  class Whoever_presents_nothing {

    @Test
    void is_nobody() {
      assertThat(choose(production, NOBODY, new Context.Absent()))
          .isEqualTo(new Choice.Unauthenticated());
      assertThat(production.slipway().workspaces().list(NOBODY, NewestFirst.top(1)))
          .isEqualTo(new ManageWorkspaces.Listing.Unauthenticated());
      assertThat(production.slipway().workspaces().create(NOBODY, Json.nothing()))
          .isEqualTo(new ManageWorkspaces.Creation.Unauthenticated());
      assertThat(production.slipway().workspaces().find(NOBODY, "ws_1"))
          .isEqualTo(new ManageWorkspaces.Reading.Unauthenticated());
    }

    @Test
    void owns_every_workspace_in_development() {
      var other = made(development, "Other");

      assertThat(choose(development, NOBODY, new Context.Absent()))
          .isInstanceOfSatisfying(
              Choice.Chosen.class,
              chosen -> assertThat(chosen.member().organization().id().value()).isEqualTo("dev"));
      assertThat(choose(development, NOBODY, new Context.Given(WorkspaceId.of(other.id()).value())))
          .isInstanceOfSatisfying(
              Choice.Chosen.class,
              chosen -> assertThat(chosen.member().organization()).isEqualTo(other));
      assertThat(choose(development, NOBODY, new Context.Given("ws_unknown")))
          .isEqualTo(new Choice.Forbidden());
      assertThat(development.slipway().workspaces().list(NOBODY, NewestFirst.top(10)))
          .isInstanceOfSatisfying(
              ManageWorkspaces.Listing.Workspaces.class,
              listing -> assertThat(listing.part().items()).hasSize(2));
      assertThat(
              development.slipway().workspaces().find(NOBODY, WorkspaceId.of(other.id()).value()))
          .isEqualTo(new ManageWorkspaces.Reading.Found(other));
    }
  }

  private static Organization made(PackageWorld world, String name) {
    var outcome =
        world.slipway().workspaces().create(NOBODY, Json.object().put("name", name).build());
    assertThat(outcome).isInstanceOf(ManageWorkspaces.Creation.Created.class);
    return ((ManageWorkspaces.Creation.Created) outcome).workspace();
  }

  @Nested
  class A_new_workspace {

    @Test
    void has_an_id_of_its_own_and_a_slug_made_from_its_name() {
      var made = made(development, "Größe & Söhne GmbH");

      assertThat(made.id().value()).matches("ws_[0-9a-hjkmnp-tv-z]{26}");
      assertThat(made.slug()).isEqualTo(new Slug("gr-e-s-hne-gmbh"));
      assertThat(made.name()).isEqualTo("Größe & Söhne GmbH");
    }

    @Test
    void finds_another_slug_when_the_one_made_up_is_taken() {
      var first = made(development, "Lake");
      var second = made(development, "Lake");

      assertThat(first.slug().value()).isEqualTo("lake");
      assertThat(second.slug().value()).matches("lake-[0-9a-z]{6}");
    }

    @Test
    void does_not_get_a_slug_that_was_asked_for_and_is_taken() {
      made(development, "Lake");

      var second =
          development
              .slipway()
              .workspaces()
              .create(NOBODY, Json.object().put("name", "X").put("slug", "lake").build());

      assertThat(second).isEqualTo(new ManageWorkspaces.Creation.SlugExists(new Slug("lake")));
    }

    @Test
    void needs_the_console_since_no_token_of_a_workspace_could_use_it() {
      assertThat(
              production
                  .slipway()
                  .workspaces()
                  .create(new Claimant.OfOne(member("acme", "*")), Json.nothing()))
          .isEqualTo(new ManageWorkspaces.Creation.Forbidden(Permission.createWorkspace()));
      assertThat(
              production
                  .slipway()
                  .workspaces()
                  .create(
                      new Claimant.OfOne(member("acme", "console")),
                      Json.object().put("name", "X").build()))
          .isInstanceOf(ManageWorkspaces.Creation.Created.class);
    }

    @Test
    void is_refused_with_everything_that_is_wrong() {
      var outcome =
          development
              .slipway()
              .workspaces()
              .create(NOBODY, Json.object().put("slug", "-A").put("plan", "free").build());

      assertThat(told(((ManageWorkspaces.Creation.Invalid) outcome).findings()))
          .containsExactly(
              at("body/name", Reason.REQUIRED),
              at("body/slug", Reason.INVALID),
              at("body/plan", Reason.UNKNOWN_FIELD));
    }

    @Test
    void is_unknown_to_others() {
      var made = made(development, "Lake");
      var id = WorkspaceId.of(made.id()).value();
      var workspaces = development.slipway().workspaces();

      assertThat(workspaces.find(new Claimant.OfOne(ACME), id))
          .isEqualTo(new ManageWorkspaces.Reading.NotFound());
      assertThat(workspaces.find(new Claimant.OfOne(ACME), "no id"))
          .isEqualTo(new ManageWorkspaces.Reading.NotFound());
      assertThat(
              workspaces.find(
                  new Claimant.OfOne(ACME), WorkspaceId.of(ACME.organization().id()).value()))
          .isEqualTo(new ManageWorkspaces.Reading.Found(ACME.organization()));
    }
  }

  @Nested
  class A_token_made_elsewhere {

    private final ForeignSecret secret =
        new ForeignSecret("sk_akua_a3b2c4d5e6f7g8h9j0k1m2n3p4q5r6s7");

    private final ManageTokens.CreateToken wanted =
        new ManageTokens.CreateToken(
            ACME.organization().id(), Optional.empty(), "old", List.of(), Optional.empty());

    @Test
    void is_accepted_once_it_was_taken_over_and_shown_by_its_own_beginning() {
      var slipway = production.slipway();
      assertThat(slipway.authenticate().bearer(secret.text()))
          .isInstanceOf(Authentication.Refused.class);

      var taken = slipway.tokens().takeOver(ACME, wanted, secret);

      assertThat(taken)
          .isInstanceOfSatisfying(
              ManageTokens.TakingOver.Taken.class,
              done -> assertThat(done.token().token().prefix()).isEqualTo("sk_akua_a3b2"));
      assertThat(slipway.authenticate().bearer(secret.text()))
          .isInstanceOf(Authentication.Known.class);
      assertThat(secret.toString()).doesNotContain("a3b2");
    }

    @Test
    void is_taken_over_once_and_by_an_operator_alone() {
      var tokens = production.slipway().tokens();
      assertThat(tokens.takeOver(member("acme", "*"), wanted, secret))
          .isEqualTo(new ManageTokens.TakingOver.NotTaken(new ManageTokens.Creation.Forbidden()));
      tokens.takeOver(ACME, wanted, secret);

      assertThat(tokens.takeOver(ACME, wanted, secret))
          .isEqualTo(new ManageTokens.TakingOver.Known());
    }

    @Test
    void has_the_other_platform_s_form() {
      for (String text :
          List.of("", "sk_akua_", "sk_akua_short", "slp_" + "a".repeat(43), secret.text() + "\n")) {
        assertThat(ForeignSecret.parse(text)).as(text).isInstanceOf(Parsed.Invalid.class);
      }
    }
  }

  @Nested
  class The_tokens_of_a_workspace {

    private final Organization lake = made(development, "Lake");
    private final Caller.Member owner = Caller.everything(lake, "anonymous");
    private final ManageWorkspaceTokens tokens = development.slipway().workspaceTokens();

    private ManageWorkspaceTokens.Creation.Created created(Caller.Member maker, Json body) {
      var outcome = tokens.create(maker, body);
      assertThat(outcome).isInstanceOf(ManageWorkspaceTokens.Creation.Created.class);
      return (ManageWorkspaceTokens.Creation.Created) outcome;
    }

    private List<ApiToken> listed(Caller.Member member) {
      var listing = tokens.list(member, NewestFirst.top(10));
      return ((ManageWorkspaceTokens.Listing.Tokens) listing).part().items();
    }

    private Authentication presented(String secret) {
      return development.slipway().authenticate().bearer(secret);
    }

    @Test
    void act_for_it_with_the_scopes_that_were_handed_on() {
      var made =
          created(
              owner,
              Json.object()
                  .put("name", "ci")
                  .put("expires_at", PackageWorld.START.getEpochSecond() + 1)
                  .put("scopes", Json.array(Json.string("read:packages/**")))
                  .build());

      assertThat(made.secret()).startsWith("slp_").hasSize(47);
      assertThat(made.token().prefix()).isEqualTo(made.secret().substring(0, 8));
      assertThat(made.token().expiresAt()).contains(PackageWorld.START.plusSeconds(1));
      assertThat(presented(made.secret()))
          .isInstanceOfSatisfying(
              Authentication.Known.class,
              known ->
                  assertThat(known.caller())
                      .isEqualTo(
                          new Caller.Member(
                              lake,
                              made.token().id().value(),
                              Set.of(Scope.parse("read:packages/**").orElseThrow()))));
      assertThat(listed(owner)).containsExactly(made.token());
      assertThat(listed(ACME)).isEmpty();
      assertThat(made.toString()).doesNotContain(made.secret());
    }

    @Test
    void have_their_maker_s_scopes_unless_others_are_asked_for() {
      var maker = new Caller.Member(lake, "tok_1", Set.of(Scope.Plain.READ, Scope.Plain.WRITE));

      var made =
          created(maker, Json.object().put("name", "ci").put("expires_at", Json.nothing()).build());

      assertThat(made.token().scopes())
          .containsExactlyInAnyOrder(Scope.Plain.READ, Scope.Plain.WRITE);
      assertThat(made.token().expiresAt()).isEmpty();
    }

    @Test
    void grant_nothing_that_their_maker_does_not_hold() {
      var maker =
          new Caller.Member(
              lake,
              "tok_1",
              Set.of(
                  Scope.parse("write:api_tokens").orElseThrow(),
                  Scope.parse("read:packages/*").orElseThrow()));

      var outcome =
          tokens.create(
              maker,
              Json.object()
                  .put("name", "ci")
                  .put(
                      "scopes",
                      Json.array(
                          Json.string("read:packages/pkg_1"),
                          Json.string("write:packages/pkg_1"),
                          Json.string("*"),
                          Json.string("nonsense")))
                  .build());

      assertThat(told(((ManageWorkspaceTokens.Creation.Invalid) outcome).findings()))
          .containsExactly(
              at("body/scopes/1", Reason.INVALID),
              at("body/scopes/2", Reason.INVALID),
              at("body/scopes/3", Reason.INVALID));
    }

    @Test
    void are_refused_with_everything_that_is_wrong() {
      var outcome =
          tokens.create(
              owner,
              Json.object()
                  .put("scopes", Json.array())
                  .put("expires_at", PackageWorld.START.getEpochSecond())
                  .put("name", "")
                  .put("token", "slp_mine")
                  .build());

      assertThat(told(((ManageWorkspaceTokens.Creation.Invalid) outcome).findings()))
          .containsExactly(
              at("body/name", Reason.INVALID),
              at("body/expires_at", Reason.INVALID),
              at("body/scopes", Reason.INVALID),
              at("body/token", Reason.UNKNOWN_FIELD));
      for (Json expiry :
          List.of(
              Json.number("1.5"),
              Json.number("-1"),
              Json.number("1e300"),
              Json.number("99999999999999"),
              Json.string("tomorrow"))) {
        assertThat(
                tokens.create(
                    owner, Json.object().put("name", "x").put("expires_at", expiry).build()))
            .as(expiry.toText())
            .isInstanceOf(ManageWorkspaceTokens.Creation.Invalid.class);
      }
    }

    @Test
    void are_revoked_once_and_refused_from_then_on() {
      var made = created(owner, Json.object().put("name", "ci").build());
      var id = made.token().id().value();
      assertThat(presented(made.secret())).isInstanceOf(Authentication.Known.class);

      assertThat(tokens.revoke(ACME, id))
          .isEqualTo(new ManageWorkspaceTokens.Revocation.NotFound());
      assertThat(tokens.revoke(owner, id))
          .isEqualTo(new ManageWorkspaceTokens.Revocation.Revoked());

      assertThat(presented(made.secret())).isInstanceOf(Authentication.Refused.class);
      assertThat(listed(owner)).isEmpty();
      assertThat(tokens.revoke(owner, id))
          .isEqualTo(new ManageWorkspaceTokens.Revocation.NotFound());
      assertThat(tokens.revoke(owner, "no\u0000id"))
          .isEqualTo(new ManageWorkspaceTokens.Revocation.NotFound());
    }

    @Test
    void need_rights_over_tokens() {
      var reader = member("acme", "read:api_tokens", "write:packages/**");

      assertThat(tokens.list(reader, NewestFirst.top(1)))
          .isInstanceOf(ManageWorkspaceTokens.Listing.Tokens.class);
      assertThat(tokens.create(reader, Json.nothing()))
          .isEqualTo(new ManageWorkspaceTokens.Creation.Forbidden(Permission.createToken()));
      assertThat(tokens.revoke(reader, "tok_1"))
          .isEqualTo(new ManageWorkspaceTokens.Revocation.Forbidden(Permission.deleteToken()));
    }
  }

  @Test
  void the_key_of_cursors_is_one_for_all_who_share_a_store_and_not_the_signing_key() {
    var beside = Slipway.builder().store(production.store()).build();

    var key = production.slipway().cursorKey().text();

    assertThat(key).matches("[0-9a-f]{64}").isEqualTo(beside.cursorKey().text());
    assertThat(key).isNotEqualTo(production.store().signingKeys().keep("x"));
    assertThat(key).isNotEqualTo(development.slipway().cursorKey().text());
    beside.close();
  }
}
