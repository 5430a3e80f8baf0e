package dev.slipway.app.command;

import dev.slipway.app.configuration.Options;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.domain.tenancy.TokenId;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code slipway token revoke}. */
final class TokenRevoke implements Subcommand {

  private final Shell shell;

  TokenRevoke(Shell shell) {
    this.shell = shell;
  }

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.addPositional(
        PositionalParamSpec.builder()
            .index("0")
            .required(true)
            .arity("1")
            .paramLabel("ID")
            .type(String.class)
            .description("the token's id, tok_…, as 'slipway token list' shows it")
            .build());
    OptionSpecs.add(spec, Options.STORING);
    spec.usageMessage()
        .description(
            "Revoke an API token: it is refused from the next request on, on other servers after"
                + " at most 5 s. Revoking it again is no mistake.");
    return spec;
  }

  @Override
  public int run(ParseResult parsed) {
    TokenId id = new TokenId(parsed.matchedPositionalValue(0, ""));
    return switch (TokenCommand.with(
        parsed, shell, tokens -> tokens.revoke(TokenCommand.OPERATOR, id))) {
      case REVOKED -> {
        shell.err().println("Revoked " + id + ".");
        yield ExitCode.DONE;
      }
      case UNKNOWN ->
          throw CommandFailed.refused(
              "There is no token '%s' in this store; 'slipway token list' shows them."
                  .formatted(id));
      case FORBIDDEN -> throw new IllegalStateException("an operator may revoke tokens");
    };
  }
}
