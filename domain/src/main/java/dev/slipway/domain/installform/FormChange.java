package dev.slipway.domain.installform;

import dev.slipway.domain.json.Json;
import java.util.Locale;

/**
 * Something that another version of a schema asks for otherwise (contract/packages.md section 8).
 *
 * @param pointer the member, as a JSON Pointer into the values; {@code -} stands for an item
 * @param kind what changed
 * @param impact what that means for whoever filled in the earlier form
 * @param before what was said; null when nothing was, masked when it is sensitive
 * @param after what is said; null when nothing is, masked when it is sensitive
 * @param message a sentence for people
 */
public record FormChange(
    String pointer, Kind kind, Impact impact, Json before, Json after, String message) {

  /** What can change. */
  public enum Kind {
    /** A member that was not declared. */
    ADDED,
    /** A member that is not declared any more. */
    REMOVED,
    /** Types of which some were allowed that are not any more. */
    RETYPED,
    /** A member that must be there now, or has lost the default that was filled in. */
    NEWLY_REQUIRED,
    /** A member that may be left out now. */
    NO_LONGER_REQUIRED,
    /** Another default. */
    DEFAULT_CHANGED,
    /** Less is allowed, or what is allowed cannot be judged. */
    TIGHTENED,
    /** More is allowed. */
    LOOSENED;

    /** The word on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a change means, from the mildest to the worst. */
  public enum Impact {
    /** What was filled in fits as it is. */
    COMPATIBLE,
    /** Something more must be filled in. */
    NEEDS_INPUT,
    /** What was filled in may not fit any more. */
    BREAKING;

    /** The word on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
