package dev.slipway.app.configuration;

/** Who runs providers (contract section 9, {@code --runtimes}). */
public enum RuntimesChoice {
  /** Child processes of the server. */
  PROCESS,
  /** A script inside the server. */
  SIMULATED,
  /** Nobody: they register by themselves. */
  EXTERNAL,
  /** A Kubernetes cluster. */
  KUBERNETES;

  /** The words for sentences. */
  public static final String WORDS = "process, kubernetes, simulated, external";
}
