package dev.slipway.app;

import dev.slipway.app.release.BuildInfo;
import java.util.List;

/** The command that {@code ./slipway} starts. */
public final class Main {

  private Main() {}

  /** Answers {@code version}; everything else is a usage error, exit code 2. */
  public static void main(String[] args) {
    if (List.of("version").equals(List.of(args)) || List.of("--version").equals(List.of(args))) {
      System.out.println(BuildInfo.ofThisJar().line());
      return;
    }
    System.err.println("usage: slipway version");
    System.exit(2);
  }
}
