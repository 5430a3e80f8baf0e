package dev.slipway.benchmarks.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What a JVM uses, asked by the JDK's own {@code jcmd}. */
final class Vitals {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern THREAD = Pattern.compile("(?m)^\"[^\"]*\" #");

  private Vitals() {}

  /** The KiB of the heap that are in use after a full collection. */
  static long heapAfterCollection(long pid) throws InterruptedException {
    ask(pid, "GC.run");
    var used = USED.matcher(ask(pid, "GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("jcmd does not say how much of the heap is used");
    }
    return Long.parseLong(used.group(1));
  }

  /** How many platform threads of Java there are. */
  static int threads(long pid) throws InterruptedException {
    return Math.toIntExact(THREAD.matcher(ask(pid, "Thread.print")).results().count());
  }

  private static String ask(long pid, String command) throws InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var process =
          new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("jcmd " + command + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException("Asking jcmd; this measure needs a whole JDK", e);
    }
  }
}
