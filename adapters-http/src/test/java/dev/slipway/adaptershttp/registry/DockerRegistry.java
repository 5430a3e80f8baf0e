package dev.slipway.adaptershttp.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slipway.adaptershttp.localregistry.PackageArtifact;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.json.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A docker-registry of this machine, on a free port of loopback, ended with the test; and skopeo,
 * which pushes into it.
 */
final class DockerRegistry implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  /** The password {@code right}, as docker-registry wants to know it. */
  private static final String ROBOT =
      "robot:$2y$04$CY.xfAatfUUQBDPtjEmeNeYx8/yt/LvPg67xWI7MGoFc43f25AM8i\n";

  private final Process process;
  private final int port;
  private final Path folder;
  private final List<String> credentials;

  private DockerRegistry(Process process, int port, Path folder, List<String> credentials) {
    this.process = process;
    this.port = port;
    this.folder = folder;
    this.credentials = credentials;
  }

  /** What is missing for these tests, in words; empty when nothing is. */
  static List<String> missing() {
    return Stream.of("docker-registry", "skopeo").filter(name -> !isOnPath(name)).toList();
  }

  private static boolean isOnPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /** One that everybody may read and write. */
  static DockerRegistry open(Path folder) throws IOException {
    return start(folder, "", List.of());
  }

  /** One that wants the name {@code robot} and the password {@code right}. */
  static DockerRegistry guarded(Path folder) throws IOException {
    Path passwords = Files.writeString(folder.resolve("passwords"), ROBOT);
    return start(
        folder,
        "auth: {htpasswd: {realm: tests, path: %s}}%n".formatted(passwords),
        List.of("--dest-creds=robot:right"));
  }

  private static DockerRegistry start(Path folder, String auth, List<String> credentials)
      throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: info}
            storage: {filesystem: {rootdirectory: %s}}
            http: {addr: "127.0.0.1:0"}
            """
                    .formatted(folder.resolve("data"))
                + auth);
    Process process =
        new ProcessBuilder("docker-registry", "serve", configuration.toString())
            .redirectErrorStream(true)
            .start();
    var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      var listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofVirtual().start(() -> readOn(log));
        return new DockerRegistry(
            process, Integer.parseInt(listening.group(1)), folder, credentials);
      }
    }
    process.destroyForcibly();
    throw new AssertionError("docker-registry ended before it listened");
  }

  /** A log that nobody reads would stop it. */
  private static void readOn(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // The registry has ended.
    }
  }

  String authority() {
    return "127.0.0.1:" + port;
  }

  OciRepository repository() {
    return OciRepository.of("oci://" + authority() + "/acme/shop");
  }

  /** Lets skopeo push {@code artifact}. */
  ContentDigest push(PackageArtifact artifact) {
    try {
      Path layout = Files.createTempDirectory(folder, "layout");
      Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
      for (byte[] blob : List.of(artifact.manifest(), artifact.config(), artifact.layer())) {
        Files.write(blobs.resolve(ContentDigest.sha256(blob).hex()), blob);
      }
      Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
      Files.writeString(
          layout.resolve("index.json"),
          Json.object()
              .put("schemaVersion", Json.number(2))
              .put("manifests", Json.array(descriptor(artifact)))
              .build()
              .toText());
      skopeo(layout, "docker://" + authority() + "/acme/shop:pushed");
      return artifact.digest();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Json descriptor(PackageArtifact artifact) {
    return Json.object()
        .put("mediaType", Json.string(PackageArtifact.MANIFEST))
        .put("digest", Json.string(artifact.digest().text()))
        .put("size", Json.number(artifact.manifest().length))
        .build();
  }

  private void skopeo(Path layout, String destination) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            "skopeo",
            "--insecure-policy",
            "copy",
            "--preserve-digests",
            "--dest-tls-verify=false"));
    command.addAll(credentials);
    command.addAll(List.of("oci:" + layout, destination));
    Process skopeo = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      String said = new String(skopeo.getInputStream().readAllBytes(), UTF_8);
      if (!skopeo.waitFor(60, TimeUnit.SECONDS) || skopeo.exitValue() != 0) {
        throw new AssertionError("skopeo could not push: " + said);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      skopeo.destroyForcibly();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
