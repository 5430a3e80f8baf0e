package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.tenancy.Right;

/** What a member of an organization needs to be answered (contract/foundation.md section 2). */
public sealed interface Need {

  /** Nothing more than to be one. */
  record Membership() implements Need {}

  /**
   * A right.
   *
   * @param right which
   * @param over what it must be about, as scopes write it: {@code {prefix}} and {@code {name}}
   *     stand for those of the path, or of the provider that the body names; {@code **} means any
   *     of them. Empty text for a right that is about no single thing
   */
  record Granted(Right right, String over) implements Need {

    /** The right as a scope that grants it is written. */
    public String word() {
      return over.isEmpty() ? right.word() : right.word() + ":" + over;
    }
  }

  /** To see an installation. */
  Need READ_INSTALLATION = new Granted(Right.READ, "installations/{prefix}/{name}");

  /** To see any installation; the answer shows those over which the right is granted. */
  Need READ_SOME_INSTALLATION = new Granted(Right.READ, "installations/**");

  /** To change an installation. */
  Need WRITE_INSTALLATION = new Granted(Right.WRITE, "installations/{prefix}/{name}");

  /** To change a provider; one of the platform's needs {@link #OPERATE} in its place. */
  Need WRITE_PROVIDER = new Granted(Right.WRITE, "providers/{prefix}/{name}");

  /** To operate the platform. */
  Need OPERATE = new Granted(Right.CONSOLE, "");

  /** To be a member. */
  Need MEMBERSHIP = new Membership();
}
