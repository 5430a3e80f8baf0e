package dev.slipway.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What this build is: its version and the commit that it was made from, as the build wrote them
 * into the jar.
 *
 * @param version the released version, without the mark of a snapshot: {@code 0.1.0}
 * @param commit the short id of the commit, or {@code unknown} where the sources were not a clone
 */
public record BuildInfo(String version, String commit) {

  private static final String RESOURCE = "build.properties";

  /** What the build wrote into this jar. */
  public static BuildInfo ofThisJar() {
    Properties written = new Properties();
    try (InputStream resource = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(
            "The resource " + RESOURCE + " is not beside " + BuildInfo.class + "; build again");
      }
      written.load(new InputStreamReader(resource, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The resource " + RESOURCE + " cannot be read", e);
    }
    return new BuildInfo(
        written.getProperty("version", "unknown").replace("-SNAPSHOT", ""),
        written.getProperty("commit", "unknown"));
  }

  /** The line of {@code slipway version}: {@code slipway 0.1.0 (commit abcdef0, Java 25)}. */
  public String line() {
    return "slipway %s (commit %s, Java %d)"
        .formatted(version, commit, Runtime.version().feature());
  }
}
