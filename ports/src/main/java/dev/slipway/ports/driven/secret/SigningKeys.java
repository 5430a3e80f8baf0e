package dev.slipway.ports.driven.secret;

/** The store's own key, with which runtime tokens are signed. Thread-safe; blocks. */
public interface SigningKeys {

  /**
   * The key: the first caller's proposal is kept for ever, and every caller gets what was kept.
   *
   * @param proposal a fresh secret, kept when there is none yet
   */
  String keep(String proposal);
}
