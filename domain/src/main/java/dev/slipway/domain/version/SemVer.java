package dev.slipway.domain.version;

import dev.slipway.domain.form.Parsed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A semantic version (semver.org 2.0.0): 1 to {@value #MAX_LENGTH} characters, its numbers of any
 * size.
 *
 * <p>Two versions are equal when their texts are. The order is by precedence, which ignores build
 * metadata, so it is coarser than equality: {@code compareTo} answers 0 for {@code 1.0.0+a} and
 * {@code 1.0.0+b}, which are not equal. Immutable. Implements section 3 of the contract's
 * foundation, "Version".
 */
public final class SemVer implements Comparable<SemVer> {

  /** The greatest length of a version's text. */
  public static final int MAX_LENGTH = 128;

  private final String text;
  private final String major;
  private final String minor;
  private final String patch;
  private final List<String> preRelease;

  private SemVer(String text, String major, String minor, String patch, List<String> preRelease) {
    this.text = text;
    this.major = major;
    this.minor = minor;
    this.patch = patch;
    this.preRelease = preRelease;
  }

  /** The version written as {@code text}: the whole of it, nothing trimmed. */
  public static Parsed<SemVer> parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Parsed.invalid("A version has 1 to 128 characters");
    }
    return new Scanner(text).version();
  }

  /**
   * The version written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static SemVer of(String text) {
    return parse(text).orElseThrow();
  }

  /** The text, exactly as it was written. */
  public String text() {
    return text;
  }

  /** The digits of the major version. */
  public String major() {
    return major;
  }

  /** The digits of the minor version. */
  public String minor() {
    return minor;
  }

  /** The digits of the patch version. */
  public String patch() {
    return patch;
  }

  /** Whether this is a pre-release: something with {@code -} after the three numbers. */
  public boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  /** This version without build metadata; itself when it has none. */
  public SemVer withoutBuild() {
    int plus = text.indexOf('+');
    return plus < 0 ? this : new SemVer(text.substring(0, plus), major, minor, patch, preRelease);
  }

  /** Whether neither of the two is higher: they differ in build metadata at most. */
  public boolean samePrecedenceAs(SemVer other) {
    return compareTo(other) == 0;
  }

  /** Whether this version has precedence over {@code other}. */
  public boolean isHigherThan(SemVer other) {
    return compareTo(other) > 0;
  }

  /** The key that sorts as this version does among others. */
  public VersionKey sortKey() {
    return VersionKey.of(major, minor, patch, preRelease);
  }

  /** By precedence; build metadata is ignored. */
  @Override
  public int compareTo(SemVer other) {
    int order = compareNumbers(major, other.major);
    if (order == 0) {
      order = compareNumbers(minor, other.minor);
    }
    if (order == 0) {
      order = compareNumbers(patch, other.patch);
    }
    return order == 0 ? comparePreReleases(preRelease, other.preRelease) : order;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SemVer version && text.equals(version.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return text;
  }

  private static int comparePreReleases(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return Boolean.compare(one.isEmpty(), other.isEmpty());
    }
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = compareIdentifiers(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareIdentifiers(String one, String other) {
    boolean number = isNumber(one);
    if (number != isNumber(other)) {
      return number ? -1 : 1;
    }
    return number ? compareNumbers(one, other) : one.compareTo(other);
  }

  /** Without leading zeros the longer number is the greater one. */
  static int compareNumbers(String one, String other) {
    int order = Integer.compare(one.length(), other.length());
    return order == 0 ? one.compareTo(other) : order;
  }

  static boolean isNumber(String identifier) {
    for (int i = 0; i < identifier.length(); i++) {
      if (!Scanner.isDigit(identifier.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Reads a text once, from left to right. */
  private static final class Scanner {
    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    Parsed<SemVer> version() {
      // A number ends where no digit follows, so that after a missing dot the next number is empty.
      String major = number();
      skip('.');
      String minor = number();
      skip('.');
      String patch = number();
      if (!isCoreNumber(major) || !isCoreNumber(minor) || !isCoreNumber(patch)) {
        return Parsed.invalid(
            "A version begins with three numbers without leading zeros, such as 1.2.3");
      }
      List<String> preRelease = skip('-') ? identifiers() : List.of();
      if (!preRelease.isEmpty() && !preRelease.stream().allMatch(Scanner::isPreRelease)) {
        return Parsed.invalid(
            "A pre-release is dot-separated identifiers of letters, digits and hyphens, none of"
                + " them empty or a number with a leading zero, such as 1.2.3-rc.1");
      }
      List<String> build = skip('+') ? identifiers() : List.of();
      if (build.contains("")) {
        return Parsed.invalid(
            "Build metadata is dot-separated identifiers of letters, digits and hyphens, none of"
                + " them empty, such as 1.2.3+build.5");
      }
      if (at < text.length()) {
        return Parsed.invalid(
            "A version has nothing but letters, digits, dots, hyphens and one plus, such as"
                + " 1.2.3-rc.1+build.5");
      }
      return Parsed.valid(new SemVer(text, major, minor, patch, preRelease));
    }

    private static boolean isCoreNumber(String digits) {
      return !digits.isEmpty() && !hasLeadingZero(digits);
    }

    private static boolean isPreRelease(String identifier) {
      return !identifier.isEmpty() && !hasLeadingZero(identifier);
    }

    private static boolean hasLeadingZero(String identifier) {
      return identifier.length() > 1 && identifier.charAt(0) == '0' && isNumber(identifier);
    }

    private boolean skip(char expected) {
      boolean there = at < text.length() && text.charAt(at) == expected;
      at += there ? 1 : 0;
      return there;
    }

    private String number() {
      int start = at;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
      return text.substring(start, at);
    }

    private List<String> identifiers() {
      var identifiers = new ArrayList<String>();
      do {
        int start = at;
        while (at < text.length() && isIdentifierCharacter(text.charAt(at))) {
          at++;
        }
        identifiers.add(text.substring(start, at));
      } while (skip('.'));
      return List.copyOf(identifiers);
    }

    private static boolean isIdentifierCharacter(char c) {
      return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
