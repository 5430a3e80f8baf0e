package dev.slipway.adaptershttp.fetch;

import java.util.Optional;

/**
 * A GET: of what, and with what.
 *
 * @param url where
 * @param mayBePlain whether it, or where it is redirected to, may be spoken to without TLS where
 *     the settings allow so
 * @param accept the media types that are wanted
 * @param authorization what is shown to the host and port of {@code url}, and to no other that it
 *     redirects to; secret
 */
public record FetchRequest(
    WebUrl url, boolean mayBePlain, String accept, Optional<String> authorization) {

  /** A GET of anything, with TLS only. */
  static FetchRequest of(WebUrl url) {
    return new FetchRequest(url, false, "*/*", Optional.empty());
  }

  /** A GET of what is of one of the media types {@code accept}, without TLS where allowed. */
  public static FetchRequest of(WebUrl url, String accept) {
    return new FetchRequest(url, true, accept, Optional.empty());
  }

  /** The same, showing {@code authorization}. */
  public FetchRequest showing(String authorization) {
    return new FetchRequest(url, mayBePlain, accept, Optional.of(authorization));
  }

  /** The URL, without its query and without what is shown. */
  @Override
  public String toString() {
    return url.toString();
  }
}
