package dev.slipway.domain.artifact;

import dev.slipway.domain.form.Parsed;

/**
 * The {@code ref} of a package version: what its publisher wrote to name the bytes, kept as it was
 * written, and the digest that it means.
 *
 * <p>It is a bare digest, or {@code oci://host[:port]/path@} and a digest, where the repository is
 * the package's own, in any spelling that means it. Implements {@code ref} in section 4 of the
 * contract's page on packages.
 *
 * @param text as it was written
 * @param digest of the manifest: what is verified
 */
public record ContentReference(String text, ContentDigest digest) {

  /** The greatest length of the text. */
  public static final int MAX_LENGTH = 512;

  private static final String FORM =
      "A ref is the digest of a manifest (sha256: and 64, or sha512: and 128 lower-case hexadecimal"
          + " digits), or oci://, the package's own repository, @ and that digest";

  /**
   * A reference whose text is known to mean the digest.
   *
   * @throws IllegalArgumentException if the text does not end in the digest
   */
  public ContentReference {
    boolean bare = text.equals(digest.text());
    if (!bare && !(text.startsWith("oci://") && text.endsWith("@" + digest.text()))) {
      throw new IllegalArgumentException(FORM);
    }
  }

  /** The reference written as {@code text} for a package whose repository is {@code own}. */
  public static Parsed<ContentReference> parse(String text, OciRepository own) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Parsed.invalid("A ref has 1 to 512 characters");
    }
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return digest(text, text);
    }
    return switch (OciRepository.parse(text.substring(0, at))) {
      case Parsed.Valid<OciRepository>(var repository) when repository.equals(own) ->
          digest(text, text.substring(at + 1));
      case Parsed.Valid<OciRepository> other ->
          Parsed.invalid(
              "The ref names another repository than the package's own; give the digest alone");
      case Parsed.Invalid<OciRepository> invalid -> Parsed.invalid(FORM);
    };
  }

  private static Parsed<ContentReference> digest(String text, String digest) {
    return switch (ContentDigest.parse(digest)) {
      case Parsed.Valid<ContentDigest>(var valid) ->
          Parsed.valid(new ContentReference(text, valid));
      case Parsed.Invalid<ContentDigest> invalid -> Parsed.invalid(FORM);
    };
  }

  /** The text, as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
