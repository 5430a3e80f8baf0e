package dev.slipway.adaptersprocess;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A named pipe into which a child writes what a test waits for. */
final class Pipe {

  private final Path path;

  private Pipe(Path path) {
    this.path = path;
  }

  static Pipe at(Path path) throws IOException, InterruptedException {
    var made = new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
    if (made != 0) {
      throw new IOException("mkfifo " + path + " failed");
    }
    return new Pipe(path);
  }

  Path path() {
    return path;
  }

  /** All that is written until the writer closes it. */
  String read() throws InterruptedException, ExecutionException, TimeoutException {
    var text = new CompletableFuture<String>();
    var unused =
        Thread.ofPlatform()
            .daemon()
            .name("pipe")
            .start(
                () -> {
                  try {
                    text.complete(Files.readString(path, StandardCharsets.UTF_8));
                  } catch (IOException e) {
                    text.completeExceptionally(e);
                  }
                });
    return text.get(60, TimeUnit.SECONDS);
  }

  /** A number that is written. */
  long readNumber() throws InterruptedException, ExecutionException, TimeoutException {
    return Long.parseLong(read().strip());
  }
}
