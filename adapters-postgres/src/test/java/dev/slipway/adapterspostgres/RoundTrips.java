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
 * Counts how often a store waits for its database: what the server says is held back until the
 * client has been silent for a while, which it is only when it waits.
 */
final class RoundTrips implements Wire.Handling {

  private static final long SILENCE_MILLIS = 150;

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
    boolean asked = false;
    List<Said> held = new ArrayList<>();
    while (calling.isAlive() || asked) {
      var next = said.poll(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        asked |= next.way() == Way.TO_SERVER;
        if (next.way() == Way.TO_CLIENT) {
          held.add(next);
        }
      } else if (asked && !held.isEmpty() && held.getLast().packet().isReady()) {
        waits++;
        asked = false;
        for (Said one : held) {
          one.line().pass(Way.TO_CLIENT, one.packet());
        }
        held.clear();
      }
    }
    calling.join();
    return waits;
  }
}
