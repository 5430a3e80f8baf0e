package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.Wire.Line;
import dev.slipway.adapterspostgres.Wire.Packet;
import dev.slipway.adapterspostgres.Wire.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Counts how often a store waits for its database: what the server says is held back until it has
 * answered all that it was asked, and the client has been silent for a while, which it is only when
 * it waits.
 */
final class RoundTrips implements Wire.Handling {

  /**
   * Silence is so many looks in a row that find nothing. One long look would not do: where all of
   * this process stands for that long, as on a busy machine, it is over although nobody was silent.
   */
  private static final int LOOKS = 15;

  private static final long LOOK_MILLIS = 10;

  private record Said(Line line, Way way, Packet packet) {}

  private final LinkedBlockingQueue<Said> said = new LinkedBlockingQueue<>();

  @Override
  public void handle(Line line, Way way, Packet packet) throws IOException {
    if (way == Way.TO_SERVER || line.listens()) {
      line.pass(way, packet);
    }
    if (!line.listens()) {
      said.add(new Said(line, way, packet));
    }
  }

  /** How often a call waits. */
  int of(Runnable call) throws InterruptedException, IOException {
    var calling = Thread.ofVirtual().start(call);
    int waits = 0;
    int unanswered = 0;
    int silent = 0;
    List<Said> held = new ArrayList<>();
    while (calling.isAlive() || unanswered > 0 || isWhole(held)) {
      var next = said.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (next == null) {
        silent = calling.getState() == Thread.State.RUNNABLE ? 0 : silent + 1;
      } else {
        silent = 0;
        if (next.way() == Way.TO_SERVER) {
          unanswered += next.packet().asksToBeReady() ? 1 : 0;
        } else {
          unanswered -= next.packet().isReady() ? 1 : 0;
          held.add(next);
        }
      }
      if (silent >= LOOKS && unanswered == 0 && isWhole(held)) {
        waits++;
        for (Said one : held) {
          one.line().pass(Way.TO_CLIENT, one.packet());
        }
        held.clear();
      }
    }
    calling.join();
    return waits;
  }

  /** Whether the server has finished with what it says. */
  private static boolean isWhole(List<Said> held) {
    return !held.isEmpty() && held.getLast().packet().isReady();
  }
}
