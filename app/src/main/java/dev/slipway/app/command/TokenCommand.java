package dev.slipway.app.command;

import dev.slipway.app.closing.Closing;
import dev.slipway.app.configuration.Configuration;
import dev.slipway.app.configuration.Options;
import dev.slipway.app.configuration.StoreChoice;
import dev.slipway.app.configuration.StoreSettings;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.logging.Logging;
import dev.slipway.app.storage.Storage;
import dev.slipway.domain.tenancy.Caller;
import dev.slipway.kit.Slipway;
import dev.slipway.ports.driven.commit.OutcomeUnknown;
import dev.slipway.ports.driven.commit.StorageUnavailable;
import dev.slipway.ports.driving.tenancy.ManageTokens;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** What the commands about tokens have in common: a store, and the rights of whoever runs it. */
final class TokenCommand {

  private static final Logger LOG = LoggerFactory.getLogger(TokenCommand.class);

  /** Whoever can open the store may do everything in it. */
  static final Caller OPERATOR = Slipway.operator("operator");

  private TokenCommand() {}

  /** {@code --output}. */
  static OptionSpec output() {
    return OptionSpec.builder("--output")
        .paramLabel("text|json")
        .type(String.class)
        .defaultValue("text")
        .description("how the answer looks on standard output (default: text)")
        .build();
  }

  /**
   * Whether JSON is wanted.
   *
   * @throws CommandFailed of usage when it is neither
   */
  static boolean json(ParseResult parsed) {
    String output = parsed.matchedOptionValue("--output", "text");
    return switch (output) {
      case "text" -> false;
      case "json" -> true;
      default ->
          throw CommandFailed.usage("--output must be text or json, not '%s'.".formatted(output));
    };
  }

  /** Does something with the tokens of the chosen store. */
  static <T> T with(ParseResult parsed, Shell shell, Function<ManageTokens, T> work) {
    Configuration configuration =
        Configuration.read(
            Options.STORING, OptionSpecs.given(parsed, Options.STORING), shell.environment());
    StoreSettings settings = StoreSettings.of(configuration, shell.userData());
    if (settings.choice() instanceof StoreChoice.Memory) {
      throw CommandFailed.usage(
          "--store memory is inside a server and ends with it; ask that server: POST"
              + " /console/tokens, with a token that has the scope console.");
    }
    Logging.begin(configuration.get(Options.LOG_FORMAT), true);
    configuration.warnings().forEach(LOG::warn);
    try (Closing closing = new Closing();
        Slipway slipway =
            Slipway.builder().store(Storage.beside(settings, "token", closing)).build()) {
      return work.apply(slipway.tokens());
    } catch (StorageUnavailable | OutcomeUnknown e) {
      throw CommandFailed.refused("The store does not answer: " + e.getMessage(), e);
    }
  }
}
