package dev.slipway.app.command;

import dev.slipway.adaptershttp.rendering.TenancyRendering;
import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.Kinds;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.tenancy.ForeignSecret;
import dev.slipway.domain.tenancy.OrganizationId;
import dev.slipway.domain.tenancy.Scope;
import dev.slipway.domain.tenancy.Slug;
import dev.slipway.ports.driving.tenancy.ManageTokens.CreateToken;
import dev.slipway.ports.driving.tenancy.ManageTokens.Creation;
import dev.slipway.ports.driving.tenancy.ManageTokens.TakingOver;
import dev.slipway.ports.driving.tenancy.ManageTokens.TokenView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway token create}. */
final class TokenCreate implements Subcommand {

  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_INPUT = 4_096;
  private static final String FROM_STDIN = "--token-stdin";

  private final Shell shell;

  TokenCreate(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.addOption(
        text("--organization", "ID")
            .required(true)
            .description("whom the token acts for; made when it is not there yet")
            .build());
    spec.addOption(
        text("--slug", "SLUG")
            .description(
                "the organization's short name, the prefix of its providers (default: the ID)")
            .build());
    spec.addOption(text("--name", "TEXT").description("what people call the token").build());
    spec.addOption(
        OptionSpec.builder("--scope")
            .paramLabel("SCOPE")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("1")
            .description(
                "what it grants, repeatable: * (everything of the organization), read, write,"
                    + " console (operating the platform), or read: or write: and a pattern, such"
                    + " as write:installations/acme/* or read:providers/** (default: *)")
            .build());
    spec.addOption(
        text("--expires-in", "DURATION")
            .description("how long it is accepted, such as 720h (default: for ever)")
            .build());
    spec.addOption(
        OptionSpec.builder(FROM_STDIN)
            .type(boolean.class)
            .arity("0")
            .description(
                "make none: accept the sk_akua_… token of another platform that stands in the"
                    + " first line of standard input")
            .build());
    spec.addOption(TokenCommand.output());
    OptionSpecs.add(spec, Options.STORING);
    spec.usageMessage()
        .description(
            "Make an API token and print it; it is shown this once. Works beside a running server"
                + " and without one.")
        .footer(
            "",
            "For a tenant, in a variable:",
            "  TOKEN=$(slipway token create --organization acme)",
            "For an operator who may make tokens over HTTP:",
            "  slipway token create --organization ops --scope console --expires-in 8h",
            "For somebody who comes with a token:",
            "  slipway token create --organization acme --token-stdin < token.txt");
    return spec;
  }

  private static OptionSpec.Builder text(String name, String label) {
    return OptionSpec.builder(name).paramLabel(label).type(String.class).arity("1");
  }

  @Override
  public int run(ParseResult parsed) {
    boolean json = TokenCommand.json(parsed);
    CreateToken wanted = wanted(parsed);
    if (parsed.matchedOptionValue(FROM_STDIN, false)) {
      return takeOver(parsed, wanted, json);
    }
    return ended(
        TokenCommand.with(parsed, shell, tokens -> tokens.create(TokenCommand.OPERATOR, wanted)),
        wanted,
        json);
  }

  private int takeOver(ParseResult parsed, CreateToken wanted, boolean json) {
    ForeignSecret secret =
        switch (ForeignSecret.parse(firstLine())) {
          case Parsed.Valid<ForeignSecret>(var valid) -> valid;
          case Parsed.Invalid<ForeignSecret>(var reason) ->
              throw CommandFailed.usage(
                  "%s: the token on standard input %s.".formatted(FROM_STDIN, reason));
        };
    return switch (TokenCommand.with(
        parsed, shell, tokens -> tokens.takeOver(TokenCommand.OPERATOR, wanted, secret))) {
      case TakingOver.Taken(var token) -> {
        printTaken(token, json);
        yield ExitCode.DONE;
      }
      case TakingOver.Known known ->
          throw CommandFailed.refused(
              "A token with this text is there already. `slipway token list` shows it by its"
                  + " beginning.");
      case TakingOver.NotTaken(var why) -> ended(why, wanted, json);
    };
  }

  private String firstLine() {
    try {
      byte[] read = shell.in().readNBytes(LONGEST_INPUT);
      String text = new String(read, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (IOException e) {
      throw CommandFailed.refused("Standard input cannot be read: " + e.getMessage(), e);
    }
  }

  private void printTaken(TokenView token, boolean json) {
    if (json) {
      shell.out().println(TenancyRendering.token(token));
      return;
    }
    shell.out().println(token.token().id());
    shell.out().flush();
    shell
        .err()
        .println(
            "%s… is accepted for organization %s."
                .formatted(token.token().prefix(), token.organization().id()));
  }

  private int ended(Creation outcome, CreateToken wanted, boolean json) {
    return switch (outcome) {
      case Creation.Created(var token, var secret) -> {
        print(token, secret, json);
        yield ExitCode.DONE;
      }
      case Creation.SlugTaken(var slug) ->
          throw CommandFailed.refused(
              "--slug %s: another organization has it, or %s has another one."
                  .formatted(slug, wanted.organization()));
      case Creation.SlugNeeded(var organization, var reason) ->
          throw CommandFailed.refused(
              "The slug of a new organization is its ID, but '%s' %s. Give one by --slug."
                  .formatted(organization, reason));
      case Creation.Forbidden forbidden ->
          throw new IllegalStateException("an operator may make tokens");
    };
  }

  private static CreateToken wanted(ParseResult parsed) {
    List<String> scopes = parsed.matchedOptionValue("--scope", List.<String>of());
    String name = parsed.matchedOptionValue("--name", "");
    if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
      throw CommandFailed.usage(
          "--name must be at most %d characters without control characters."
              .formatted(LONGEST_NAME));
    }
    return new CreateToken(
        valid("--organization", OrganizationId::parse, parsed).orElseThrow(),
        valid("--slug", Slug::parse, parsed),
        name,
        scopes.stream().map(scope -> valid("--scope", Scope.parse(scope), scope)).toList(),
        expiresIn(parsed));
  }

  private static Optional<Duration> expiresIn(ParseResult parsed) {
    return valid("--expires-in", Kinds.duration().reader(), parsed);
  }

  private static <T> Optional<T> valid(
      String option, java.util.function.Function<String, Parsed<T>> reader, ParseResult parsed) {
    String text = parsed.matchedOptionValue(option, (String) null);
    return text == null ? Optional.empty() : Optional.of(valid(option, reader.apply(text), text));
  }

  private static <T> T valid(String option, Parsed<T> outcome, String text) {
    return Configuration.valid(option, outcome, text);
  }

  private void print(TokenView token, String secret, boolean json) {
    if (json) {
      shell.out().println(TenancyRendering.createdToken(token, secret));
      return;
    }
    shell.out().println(secret);
    shell.out().flush();
    shell
        .err()
        .println(
            "Made %s for organization %s, whose providers are called %s/…; it is not shown again."
                .formatted(
                    token.token().id(), token.organization().id(), token.organization().slug()));
  }
}
