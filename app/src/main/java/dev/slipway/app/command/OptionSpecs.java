package dev.slipway.app.command;

import dev.slipway.app.configuration.Option;
import dev.slipway.app.configuration.Option.Group;
import dev.slipway.app.exit.CommandFailed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The table of options, as picocli wants it. */
final class OptionSpecs {

  private OptionSpecs() {}

  /** Adds options under the headings of their groups, in the order of the table. */
  static CommandSpec add(CommandSpec spec, List<Option<?>> options) {
    int order = 0;
    for (Group group : Group.values()) {
      List<OptionSpec> members = new ArrayList<>();
      for (Option<?> option : options) {
        if (option.group() == group) {
          members.add(of(option));
        }
      }
      if (!members.isEmpty()) {
        ArgGroupSpec.Builder heading =
            ArgGroupSpec.builder()
                .validate(false)
                .order(order++)
                .heading("%n" + group.heading() + ":%n");
        members.forEach(heading::addArg);
        spec.addArgGroup(heading.build());
      }
    }
    return spec;
  }

  private static OptionSpec of(Option<?> option) {
    String description =
        option.shownDefault().isEmpty()
            ? option.meaning()
            : option.meaning() + " (default: " + option.shownDefault() + ")";
    OptionSpec.Builder spec =
        OptionSpec.builder(option.onCommandLine()).description(literally(description));
    // Values stay texts: they are read by the table, which says the same of the other sources.
    return option.kind().placeholder().isEmpty()
        ? spec.type(Boolean.class).arity("0").build()
        : spec.type(String.class).arity("1").paramLabel(option.kind().placeholder()).build();
  }

  /** Text that picocli prints as it stands. */
  static String literally(String text) {
    return text.replace("%", "%%").replace("@|", "@ |");
  }

  /**
   * What was written for these options, by name.
   *
   * @throws CommandFailed of usage when one was written twice
   */
  static Map<String, String> given(ParseResult parsed, List<Option<?>> options) {
    Map<String, String> given = new HashMap<>();
    for (Option<?> option : options) {
      OptionSpec matched = parsed.matchedOption(option.onCommandLine());
      if (matched != null && matched.originalStringValues().size() > 1) {
        throw CommandFailed.usage(
            "%s may be given once, not as %s."
                .formatted(
                    option.onCommandLine(),
                    String.join(" and as ", matched.originalStringValues())));
      }
      Object value = parsed.matchedOptionValue(option.onCommandLine(), (Object) null);
      if (value != null) {
        given.put(option.name(), value.toString());
      }
    }
    return given;
  }
}
