package dev.slipway.app.demo;

import dev.slipway.adaptershttp.localregistry.LocalRegistry;
import dev.slipway.app.exit.CommandFailed;
import dev.slipway.app.exit.ExitCode;
import dev.slipway.app.signal.Signals;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The guided tour (contract/foundation.md section 6): a server of its own in a temporary folder,
 * wheels over HTTPS and a registry on loopback, every step printed with its answer. Needs no
 * network; leaves nothing behind.
 */
public final class Demo {

  /** What a shell reports of a process that Ctrl-C ended. */
  private static final int STOPPED = 130;

  private static final int PYTHON_SECONDS = 10;

  private final PrintStream out;
  private final Story story;
  private final Signals stop;

  private Demo(PrintStream out, Signals stop) {
    this.out = out;
    this.story = new Story(out);
    this.stop = stop;
  }

  /**
   * Takes the tour.
   *
   * @param out where it is told
   * @param stop asked to end early
   * @return 0 when every answer was as expected, else 1; 130 when stopped
   */
  public static int run(PrintStream out, Signals stop) {
    return new Demo(out, stop).run();
  }

  private int run() {
    long began = System.nanoTime();
    boolean python = pythonWorks();
    story.say(
        "Slipway demo: a throw-away server, a small provider, the life of an installation, and a"
            + " package.");
    story.say(
        python
            ? "The provider is a Python program; it runs as a process of this machine."
            : "There is no python3 here, so the server simulates the provider (--runtimes"
                + " simulated).");
    try {
      Path folder = Files.createTempDirectory("slipway-demo-");
      int code;
      try {
        code = tour(folder, python);
      } finally {
        Leftovers.remove(folder);
      }
      if (code == ExitCode.DONE) {
        out.printf(
            "%nEvery answer was as expected. %d s in all; nothing is left behind.%n",
            (System.nanoTime() - began) / 1_000_000_000);
        out.printf(
            "Next: ./slipway serve --dev, and the walk in README.md with your own provider.%n");
      }
      return code;
    } catch (IOException e) {
      throw CommandFailed.refused("The demo cannot use its temporary folder: " + e.getMessage(), e);
    }
  }

  private int tour(Path folder, boolean python) throws IOException {
    try {
      Certificate certificate = Certificate.make(folder);
      List<HelloWheel> wheels = Wheels.ofTheTour();
      try (WheelShelf shelf = WheelShelf.open(certificate, wheels);
          LocalRegistry registry = LocalRegistry.open()) {
        story.step(
            "Start a server with an empty database, and beside it a shelf with wheels and a"
                + " registry.");
        String allowed = shelf.authority() + "," + registry.allowHosts();
        List<String> options = options(folder, certificate, allowed, python);
        story.happening("slipway serve " + String.join(" ", options));
        long began = System.nanoTime();
        try (ChildServer server = ChildServer.start(folder, options, stop);
            Api api = new Api(server.address(), story, stop)) {
          story.happening(
              "listening on %s (%d ms)"
                  .formatted(server.address(), (System.nanoTime() - began) / 1_000_000));
          Wheels served = new Wheels(wheels, shelf::url);
          Stage stage =
              python
                  ? new ProcessStage(served, server, data(folder).resolve("runtimes"), story, stop)
                  : new SimulatedStage(served, story);
          return tour(server, api, stage, registry);
        }
      }
    } catch (Difference difference) {
      out.printf("%nNot as expected: %s%n", difference.getMessage());
      return ExitCode.REFUSED;
    } catch (Interrupted interrupted) {
      out.printf("%nStopped; what the demo made is removed.%n");
      return STOPPED;
    }
  }

  private int tour(ChildServer server, Api api, Stage stage, LocalRegistry registry)
      throws IOException {
    try {
      new Tour(api, story, stage).take();
      new PackageTour(api, story, registry).take();
      story.step("Stop the server (SIGTERM): it finishes what it does, and ends with exit code 0.");
      int code = server.stop();
      if (code != ExitCode.DONE) {
        throw new Difference("The server should end with exit code 0, and ended with " + code);
      }
      return ExitCode.DONE;
    } catch (Difference difference) {
      out.printf("%nThe end of the server's log:%n%s%n", server.tail());
      throw difference;
    }
  }

  private static Path data(Path folder) {
    return folder.resolve("data");
  }

  private static List<String> options(
      Path folder, Certificate certificate, String allowed, boolean python) {
    return new ArrayList<>(
        List.of(
            "--dev",
            "--port",
            "0",
            "--data",
            data(folder).toString(),
            "--runtimes",
            python ? "process" : "simulated",
            "--heartbeat-interval",
            "500ms",
            "--registration-deadline",
            "6s",
            "--trust-ca",
            certificate.pem().toString(),
            "--allow-hosts",
            allowed));
  }

  /** Whether there is a python3 that can run the provider. */
  static boolean pythonWorks() {
    try {
      Process python =
          new ProcessBuilder("python3", "-c", "import urllib.request")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return python.waitFor(PYTHON_SECONDS, TimeUnit.SECONDS) && python.exitValue() == 0;
      } finally {
        python.destroyForcibly();
      }
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
