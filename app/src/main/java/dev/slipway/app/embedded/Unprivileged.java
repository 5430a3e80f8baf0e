package dev.slipway.app.embedded;

import com.sun.security.auth.module.UnixSystem;
import dev.slipway.app.exit.CommandFailed;
import java.util.ArrayList;
import java.util.List;

/**
 * How programs are called that refuse to run as root, as PostgreSQL does.
 *
 * <p>An ordinary user calls them as they are. Root calls them in a user namespace, in which root is
 * nobody although the files stay root's own; where the system forbids that (many containers do), as
 * the user {@code nobody}, to whom the files are given.
 *
 * @param prefix what stands before the program
 * @param owner to whom the files must belong
 */
record Unprivileged(List<String> prefix, int owner) {

  private static final int NOBODY = 65_534;

  Unprivileged {
    prefix = List.copyOf(prefix);
  }

  /**
   * How this process calls them.
   *
   * @throws CommandFailed when it is root and knows no way
   */
  static Unprivileged ofThisProcess() {
    int user = Math.toIntExact(new UnixSystem().getUid());
    if (user != 0) {
      return new Unprivileged(List.of(), user);
    }
    for (Unprivileged way : List.of(namespace(), nobody())) {
      if (Program.works(way.calling("true"))) {
        return way;
      }
    }
    throw CommandFailed.refused(
        "PostgreSQL refuses to run as root, and neither unshare nor setpriv (util-linux) can call"
            + " it as somebody else here. Run Slipway as an ordinary user, or use --store"
            + " postgresql://… or --store memory.");
  }

  static Unprivileged namespace() {
    return new Unprivileged(List.of("unshare", "--user"), 0);
  }

  static Unprivileged nobody() {
    return new Unprivileged(
        List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), NOBODY);
  }

  /** A command line. */
  List<String> calling(String... command) {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(List.of(command));
    return line;
  }
}
