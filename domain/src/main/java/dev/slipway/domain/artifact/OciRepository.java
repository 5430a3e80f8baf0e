package dev.slipway.domain.artifact;

import dev.slipway.domain.form.Parsed;
import java.util.regex.Pattern;

/**
 * A repository of an OCI registry, without tag and without digest: {@code oci://host[:port]/path}.
 *
 * <p>Two texts that mean the same repository are equal here, because host and port are kept in the
 * canonical form of {@link RegistryHost}; a path has one spelling only. Implements {@code oci_ref}
 * in section 4 of the contract's page on packages.
 *
 * @param registry where it is
 * @param path its name there: segments of lower-case letters and digits, joined by {@code /}; at
 *     most {@value #MAX_PATH} characters
 */
public record OciRepository(RegistryHost registry, String path) {

  /** The greatest length of a path, as registries have it. */
  public static final int MAX_PATH = 255;

  /** The greatest length of the text as it is written. */
  public static final int MAX_LENGTH = 2_048;

  private static final String SCHEME = "oci://";

  // Possessive: the separators cannot be read in two ways, so nothing is lost by not looking back.
  private static final Pattern PATH =
      Pattern.compile(
          "[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+(?:/[a-z0-9]++(?:(?:\\.|__?+|-++)[a-z0-9]++)*+)*+");

  private static final String FORM =
      "An OCI repository has the form oci://host[:port]/path, without user information, tag,"
          + " digest, query or fragment";

  private static final String PATH_RULE =
      "The path of an OCI repository has at most 255 characters in segments of lower-case letters"
          + " and digits, which may be separated by a dot, one or two underscores, or dashes";

  /**
   * The repository at {@code path} of {@code registry}.
   *
   * @throws IllegalArgumentException if the path is none
   */
  public OciRepository {
    if (!isPath(path)) {
      throw new IllegalArgumentException(PATH_RULE);
    }
  }

  /** The repository written as {@code text}: the whole of it, nothing trimmed. */
  public static Parsed<OciRepository> parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return Parsed.invalid("An OCI repository has at most 2,048 characters");
    }
    int slash = text.indexOf('/', SCHEME.length());
    if (!text.startsWith(SCHEME) || slash < 0) {
      return Parsed.invalid(FORM);
    }
    String path = text.substring(slash + 1);
    if (!isPath(path)) {
      return Parsed.invalid(path.chars().anyMatch(c -> "?#@:".indexOf(c) >= 0) ? FORM : PATH_RULE);
    }
    return RegistryHost.parse(text.substring(SCHEME.length(), slash))
        .map(registry -> new OciRepository(registry, path));
  }

  /**
   * The repository written as {@code text}, where the caller knows that it is one.
   *
   * @throws IllegalArgumentException if {@link #parse} refuses it
   */
  public static OciRepository of(String text) {
    return parse(text).orElseThrow();
  }

  private static boolean isPath(String path) {
    return path.length() <= MAX_PATH && PATH.matcher(path).matches();
  }

  /** The canonical text. */
  public String text() {
    return SCHEME + registry.authority() + "/" + path;
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text();
  }
}
