package dev.slipway.domain.installation;

import dev.slipway.domain.version.SemVer;

/** Which way a change of version goes, judged against the version that was asked for last. */
public enum Direction {
  UP,
  DOWN,
  /** The same precedence: nothing to do. */
  SAME;

  /** The way from the installed version to another one; build metadata does not count. */
  public static Direction between(SemVer installed, SemVer target) {
    int order = target.compareTo(installed);
    return order > 0 ? UP : order < 0 ? DOWN : SAME;
  }
}
