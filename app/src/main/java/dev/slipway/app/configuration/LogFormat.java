package dev.slipway.app.configuration;

/** What a line of the log looks like (contract section 9, {@code --log-format}). */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** One JSON object a line. */
  JSON
}
