package dev.slipway.app.command;

import static java.util.stream.Collectors.joining;

import dev.slipway.adaptershttp.rendering.TenancyRendering;
import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.tenancy.ApiToken;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.ports.driving.tenancy.ManageTokens.Listing;
import dev.slipway.ports.driving.tenancy.ManageTokens.TokenView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway token list}. */
final class TokenList implements Subcommand {

  private static final String ROW = "%-30s  %-20s  %-20s  %-14s  %-20s  %-20s  %-20s  %s%n";

  private final Shell shell;

  TokenList(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.addOption(
        OptionSpec.builder("--organization")
            .paramLabel("ID")
            .type(String.class)
            .arity("1")
            .description("only the tokens of this organization")
            .build());
    spec.addOption(TokenCommand.output());
    OptionSpecs.add(spec, Options.STORING);
    spec.usageMessage()
        .description("List API tokens, also expired and revoked ones; never the tokens themselves.")
        .footer(
            "", "As JSON, for a script:", "  slipway token list --organization acme --output json");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    boolean json = TokenCommand.json(parsed);
    Optional<OrganizationId> organization =
        Optional.ofNullable(parsed.matchedOptionValue("--organization", (String) null))
            .map(text -> Configuration.valid("--organization", OrganizationId.parse(text), text));
    Listing listing =
        TokenCommand.with(
            parsed,
            shell,
            tokens ->
                organization
                    .map(id -> tokens.of(TokenCommand.OPERATOR, id))
                    .orElseGet(() -> tokens.all(TokenCommand.OPERATOR)));
    return switch (listing) {
      case Listing.Tokens(var tokens) -> {
        print(tokens, json);
        yield ExitCode.DONE;
      }
      case Listing.Forbidden forbidden ->
          throw new IllegalStateException("an operator may list tokens");
    };
  }

  private void print(List<TokenView> tokens, boolean json) {
    if (json) {
      shell.out().println(Json.array(tokens.stream().<Json>map(TenancyRendering::token).toList()));
      return;
    }
    shell
        .out()
        .printf(
            ROW,
            "ID",
            "ORGANIZATION",
            "NAME",
            "SCOPES",
            "CREATED",
            "EXPIRES",
            "LAST USED",
            "REVOKED");
    for (TokenView view : tokens) {
      ApiToken token = view.token();
      shell
          .out()
          .printf(
              ROW,
              token.id(),
              token.organization(),
              token.name().isEmpty() ? "-" : token.name(),
              token.scopes().stream().map(Scope::word).collect(joining(",")),
              time(Optional.of(token.createdAt())),
              time(token.expiresAt()),
              time(token.lastUsedAt()),
              time(token.revokedAt()));
    }
  }

  private static String time(Optional<Instant> at) {
    return at.map(instant -> instant.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("-");
  }
}
