package dev.slipway.app.command;

import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.release.BuildInfo;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line and calls the command that it names. */
public final class CommandLineTool {

  private static final int WIDTH = 100;

  private final Shell shell;

  private CommandLineTool(Shell shell) {
    this.shell = shell;
  }

  /**
   * Runs a command line to its end.
   *
   * @return what to tell the shell (contract/foundation.md section 6)
   */
  public static int run(Shell shell, String... arguments) {
    return new CommandLineTool(shell).line(arguments).execute(arguments);
  }

  /** Every command, in the order of the help page, and how it is made. */
  private Map<String, Consumer<CommandSpec>> commands() {
    Map<String, Consumer<CommandSpec>> commands = new LinkedHashMap<>();
    commands.put("serve", root -> add(root, "serve", new Serve(shell)));
    commands.put("demo", root -> add(root, "demo", new DemoTour(shell)));
    commands.put("token", this::addToken);
    commands.put("migrate", root -> add(root, "migrate", new Migrate(shell)));
    commands.put("reencrypt", root -> add(root, "reencrypt", new Reencrypt(shell)));
    commands.put("version", root -> add(root, "version", new Version(shell)));
    return commands;
  }

  private void addToken(CommandSpec root) {
    CommandSpec token = group("token", "Make, list and revoke API tokens.");
    add(token, "create", new TokenCreate(shell));
    add(token, "list", new TokenList(shell));
    add(token, "revoke", new TokenRevoke(shell));
    root.addSubcommand("token", token);
  }

  /**
   * What can read a line. A line that begins with a command is for that command alone, and making
   * the others would take a tenth of a start.
   */
  private CommandLine line(String... arguments) {
    CommandSpec root = group("slipway", "A registry of providers, and their installer.");
    root.usageMessage()
        .footer(
            "",
            "Start here:",
            "  slipway demo          a guided tour on a server of its own; leaves nothing behind",
            "  slipway serve --dev   a server for you on this machine, no token needed",
            "",
            "'slipway COMMAND --help' explains a command.");
    Map<String, Consumer<CommandSpec>> commands = commands();
    Consumer<CommandSpec> asked = arguments.length == 0 ? null : commands.get(arguments[0]);
    (asked == null ? commands.values() : List.of(asked)).forEach(command -> command.accept(root));
    root.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .type(boolean.class)
            .description("the same as the command version")
            .build());
    root.versionProvider(() -> new String[] {BuildInfo.ofThisJar().line()});
    return new CommandLine(root)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(WIDTH)
        .setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(shell.err(), true, StandardCharsets.UTF_8))
        .setParameterExceptionHandler(this::misread)
        .setExecutionExceptionHandler(this::failed);
  }

  private static CommandSpec group(String name, String about) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(about).commandListHeading("%nCommands:%n").sortOptions(false);
    return withHelp(spec);
  }

  private static void add(CommandSpec parent, String name, Subcommand command) {
    CommandSpec described = command.spec();
    CommandSpec[] self = new CommandSpec[1];
    Callable<Integer> call = () -> command.run(parsed(self[0]));
    CommandSpec spec = CommandSpec.wrapWithoutInspection(call).name(name);
    self[0] = spec;
    described.options().stream().filter(option -> option.group() == null).forEach(spec::addOption);
    described.argGroups().forEach(spec::addArgGroup);
    described.positionalParameters().forEach(spec::addPositional);
    spec.usageMessage(described.usageMessage());
    spec.usageMessage().sortOptions(false).customSynopsis(synopsis(parent, name, spec));
    parent.addSubcommand(name, withHelp(spec));
  }

  /** One line: what is optional is explained below it. */
  private static String synopsis(CommandSpec parent, String name, CommandSpec spec) {
    StringBuilder line = new StringBuilder("slipway".equals(parent.name()) ? "" : "slipway ");
    line.append(parent.name()).append(' ').append(name);
    spec.options().stream()
        .filter(OptionSpec::required)
        .forEach(
            option ->
                line.append(' ')
                    .append(option.longestName())
                    .append('=')
                    .append(option.paramLabel()));
    if (spec.options().stream().anyMatch(option -> !option.required())) {
      line.append(" [OPTION…]");
    }
    spec.positionalParameters().forEach(one -> line.append(' ').append(one.paramLabel()));
    return line.toString();
  }

  private static ParseResult parsed(CommandSpec spec) {
    return spec.commandLine().getParseResult();
  }

  private static CommandSpec withHelp(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .description("explains this command")
            .build());
  }

  private int misread(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    boolean lacksCommand =
        !line.getSubcommands().isEmpty() && !(wrong instanceof UnmatchedArgumentException);
    shell
        .err()
        .println(
            "slipway: "
                + (lacksCommand
                    ? "Which COMMAND? " + String.join(", ", line.getSubcommands().keySet()) + "."
                    : wrong.getMessage()));
    UnmatchedArgumentException.printSuggestions(wrong, line.getErr());
    shell.err().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }

  private int failed(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
    if (failure instanceof CommandFailed refused) {
      refused.sentence().lines().forEach(sentence -> shell.err().println("slipway: " + sentence));
      return refused.exitCode();
    }
    throw failure;
  }
}
