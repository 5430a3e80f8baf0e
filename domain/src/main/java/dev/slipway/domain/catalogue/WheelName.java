package dev.slipway.domain.catalogue;

import dev.slipway.domain.form.Parsed;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file name of a wheel, and what PEP 427 says that its parts mean.
 *
 * <p>Names are equal when their texts are: nothing is normalised or sorted. Immutable. Implements
 * section 3 of the contract's foundation, "Wheel name".
 */
public final class WheelName {

  /** The greatest length of a name, with its ending. */
  public static final int MAX_LENGTH = 255;

  private static final String ENDING = ".whl";
  private static final int MAX_BUILD_DIGITS = 18;

  private final String fileName;
  private final String distribution;
  private final String version;
  private final Optional<String> buildTag;
  private final List<String> pythonTags;
  private final List<String> abiTags;
  private final List<String> platformTags;

  private WheelName(
      String fileName,
      String distribution,
      String version,
      Optional<String> buildTag,
      List<String> pythonTags,
      List<String> abiTags,
      List<String> platformTags) {
    this.fileName = fileName;
    this.distribution = distribution;
    this.version = version;
    this.buildTag = buildTag;
    this.pythonTags = pythonTags;
    this.abiTags = abiTags;
    this.platformTags = platformTags;
  }

  /** The name {@code fileName}: the whole of it, decoded and without any folder. */
  public static Parsed<WheelName> parse(String fileName) {
    if (fileName.length() > MAX_LENGTH) {
      return Parsed.invalid("A wheel's file name has at most 255 characters");
    }
    if (!Characters.all(fileName, c -> c < 0x80)) {
      return Parsed.invalid("A wheel's file name is ASCII");
    }
    if (!fileName.endsWith(ENDING)) {
      return Parsed.invalid("A wheel's file name ends in .whl");
    }
    List<String> parts =
        Characters.split(fileName.substring(0, fileName.length() - ENDING.length()), '-');
    if (parts.size() != 5 && parts.size() != 6) {
      return Parsed.invalid(
          "A wheel's file name has the form name-version[-build]-python-abi-platform.whl");
    }
    Optional<String> buildTag = parts.size() == 6 ? Optional.of(parts.get(2)) : Optional.empty();
    List<String> pythons = Characters.split(parts.get(parts.size() - 3), '.');
    List<String> abis = Characters.split(parts.get(parts.size() - 2), '.');
    List<String> platforms = Characters.split(parts.getLast(), '.');
    if (!isDistribution(parts.get(0))) {
      return Parsed.invalid(
          "The distribution in a wheel's file name has letters, digits, dots and single"
              + " underscores, and begins and ends with a letter or digit");
    }
    if (!Pep440.isVersion(parts.get(1))) {
      return Parsed.invalid("The version in a wheel's file name must be one of PEP 440");
    }
    if (buildTag.isPresent() && !isBuildTag(buildTag.get())) {
      return Parsed.invalid(
          "The build tag in a wheel's file name begins with 1 to 18 digits, and then has letters,"
              + " digits, dots and underscores");
    }
    if (!areTags(pythons) || !areTags(abis) || !areTags(platforms) || anyBeginsWithDigit(pythons)) {
      return Parsed.invalid(
          "The tags in a wheel's file name have letters, digits and underscores, joined by dots,"
              + " and a Python tag does not begin with a digit");
    }
    return Parsed.valid(
        new WheelName(fileName, parts.get(0), parts.get(1), buildTag, pythons, abis, platforms));
  }

  /**
   * The name {@code fileName}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static WheelName of(String fileName) {
    return parse(fileName).orElseThrow();
  }

  private static boolean isDistribution(String part) {
    return !part.isEmpty()
        && isLetterOrDigit(part.charAt(0))
        && isLetterOrDigit(part.charAt(part.length() - 1))
        && !part.contains("__")
        && Characters.all(part, c -> isTagCharacter(c) || c == '.');
  }

  private static boolean isBuildTag(String part) {
    long leadingDigits = part.chars().takeWhile(WheelName::isDigit).count();
    return leadingDigits >= 1
        && leadingDigits <= MAX_BUILD_DIGITS
        && Characters.all(part, c -> isTagCharacter(c) || c == '.');
  }

  private static boolean areTags(List<String> tags) {
    for (String tag : tags) {
      if (tag.isEmpty() || !Characters.all(tag, WheelName::isTagCharacter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyBeginsWithDigit(List<String> tags) {
    for (String tag : tags) {
      if (isDigit(tag.charAt(0))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTagCharacter(int c) {
    return isLetterOrDigit(c) || c == '_';
  }

  private static boolean isLetterOrDigit(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The whole name. */
  public String fileName() {
    return fileName;
  }

  /** The name of the distribution, as it was written. */
  public String distribution() {
    return distribution;
  }

  /** The version of the distribution by PEP 440, as it was written. */
  public String version() {
    return version;
  }

  /** The tag that tells builds of one version apart; empty when there is none. */
  public Optional<String> buildTag() {
    return buildTag;
  }

  /** The Python implementations and versions, such as {@code py3}; at least one. */
  public List<String> pythonTags() {
    return pythonTags;
  }

  /** The binary interfaces, such as {@code none} or {@code abi3}; at least one. */
  public List<String> abiTags() {
    return abiTags;
  }

  /** The platforms, such as {@code any} or {@code manylinux_2_17_x86_64}; at least one. */
  public List<String> platformTags() {
    return platformTags;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WheelName name && fileName.equals(name.fileName);
  }

  @Override
  public int hashCode() {
    return fileName.hashCode();
  }

  /** The whole name. */
  @Override
  public String toString() {
    return fileName;
  }
}
