package dev.slipway.adaptersprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Starts children so that none does anything before it is written down.
 *
 * <p>What is started is a shell that reads what to do from its input. The server writes the shell's
 * number down first, and sends the script then: the child's environment, and the command that takes
 * the shell's place. A server that dies before the last byte was sent leaves a shell that finds the
 * end of its input within an unfinished block, and ends.
 *
 * <p>The environment goes this way, and not with the start of the process, for two more reasons:
 * the script is UTF-8 whatever the server's locale, and no list of processes shows it. Thread-safe.
 */
final class Gate {

  /** What a child sees of the server's environment, byte for byte. */
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");

  /**
   * Variables that one shell or another keeps for itself: it refuses an assignment, or gives it
   * another meaning. They are set after the shell, by {@code env}.
   */
  private static final Pattern KEPT_BY_SHELLS =
      Pattern.compile(
          "_|E?UID|PPID|IFS|OPT(IND|ARG|ERR)|LINENO|S?RANDOM|SECONDS|SHLVL|SHELLOPTS|BASH.*|EPOCH.*"
              + "|HISTCMD|DIRSTACK|GROUPS|FUNCNAME|PIPESTATUS|COMP_.*|(OLD)?PWD|PS4|POSIXLY_CORRECT"
              + "|ENV");

  private final Ledger ledger;
  private final String env = Command.standard("env").toString();

  Gate(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * One start of a child.
   *
   * @param process the child, whose output must be read
   * @param mark names the start
   */
  record Started(Process process, String mark) {}

  /**
   * Starts a command.
   *
   * @param what what runs, for people
   * @param variables its environment beside what it sees of the server's
   * @throws IOException when the machine refuses, or the start cannot be written down; nothing runs
   *     then
   */
  Started start(String what, Command command, Path work, Map<String, String> variables)
      throws IOException {
    var mark = UUID.randomUUID().toString();
    var builder =
        new ProcessBuilder(Command.standard("sh").toString())
            .directory(work.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().put(Processes.MARK, mark);
    var process = builder.start();
    var sent = false;
    try {
      var handle = process.toHandle();
      ledger.write(
          new Ledger.Entry(mark, Optional.of(process.pid()), Processes.startedAt(handle), what));
      try (var input = process.getOutputStream()) {
        input.write(script(command, variables).getBytes(StandardCharsets.UTF_8));
      }
      sent = true;
      return new Started(process, mark);
    } finally {
      if (!sent) {
        process.destroyForcibly();
        ledger.forget(mark);
      }
    }
  }

  /** The whole of it is one block, which a shell reads to its end before it does anything. */
  String script(Command command, Map<String, String> variables) {
    var afterwards = new ArrayList<String>();
    var exports = new StringBuilder();
    variables.forEach(
        (name, value) -> {
          if (KEPT_BY_SHELLS.matcher(name).matches()) {
            afterwards.add(name + "=" + value);
          } else {
            exports.append("export ").append(name).append('=').append(quoted(value)).append('\n');
          }
        });
    var words = new ArrayList<String>();
    if (!afterwards.isEmpty()) {
      words.add(env);
      words.addAll(afterwards);
    }
    words.addAll(command.words());
    return "{\nset --"
        + quoted(words)
        + "\n"
        // This shell exports variables of its own at every start of a program.
        + "[ -z \"${BASH_VERSION-}\" ] || set --"
        + quoted(List.of(env, "-u", "_", "-u", "SHLVL"))
        + " \"$@\"\n"
        + "unset PWD OLDPWD SHLVL\n"
        + exports
        + "exec \"$@\" </dev/null\n}\n";
  }

  private static String quoted(List<String> words) {
    var all = new StringBuilder();
    words.forEach(word -> all.append(' ').append(quoted(word)));
    return all.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
