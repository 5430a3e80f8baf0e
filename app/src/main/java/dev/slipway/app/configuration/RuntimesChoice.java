package dev.slipway.app.configuration;

/** Who runs providers (contract section 9, {@code --runtimes}). */
public enum RuntimesChoice {
  /** Child processes of the server. */
  PROCESS,
  /** A script inside the server. */
  SIMULATED,
  /** Nobody: they register by themselves. */
  EXTERNAL,
  /** A cluster, which this build cannot drive. */
  KUBERNETES;

  /** The words that this build can do, for sentences. */
  public static final String WORKING = "process, simulated, external";
}
