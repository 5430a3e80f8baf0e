package dev.slipway.app.release;

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
 * @param postgresql the version of the embedded PostgreSQL
 */
public record BuildInfo(String version, String commit, String postgresql) {

  /** What the build wrote into this jar. */
  public static BuildInfo ofThisJar() {
    return new BuildInfo(
        read("build.properties", "version").replace("-SNAPSHOT", ""),
        read("commit.properties", "commit"),
        read("build.properties", "postgresql"));
  }

  private static String read(String resource, String key) {
    Properties written = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("/dev/slipway/app/" + resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "The build left no " + resource + " beside " + BuildInfo.class + "; build again");
      }
      written.load(new InputStreamReader(in, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("The build's " + resource + " cannot be read", e);
    }
    return written.getProperty(key, "unknown");
  }

  /** The line of {@code slipway version}: {@code slipway 0.1.0 (commit abcdef0, Java 25)}. */
  public String line() {
    return "slipway %s (commit %s, Java %d)"
        .formatted(version, commit, Runtime.version().feature());
  }
}
