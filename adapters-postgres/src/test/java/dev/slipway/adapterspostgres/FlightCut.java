package dev.slipway.adapterspostgres;

import dev.slipway.adapterspostgres.Wire.Line;
import dev.slipway.adapterspostgres.Wire.Packet;
import dev.slipway.adapterspostgres.Wire.Way;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Breaks the next commit at a certain moment; everything else passes. */
final class FlightCut implements Wire.Handling {

  /** When the connection breaks. */
  enum Moment {
    /** The client has heard all that comes before the end; the server never hears of the end. */
    BEFORE_THE_END_IS_HEARD,
    /** As before, but nobody says that the connection is broken: there is only silence. */
    SILENT_BEFORE_THE_END_IS_HEARD,
    /** The server has committed, and the client has heard all but that. */
    BEFORE_THE_END_IS_ANSWERED,
    /** The server has committed, and the client has heard nothing at all. */
    BEFORE_ANYTHING_IS_ANSWERED
  }

  private final Moment moment;
  private @Nullable Line line;
  private int asked;
  private int answered;
  private boolean endSeen;
  private boolean done;

  FlightCut(Moment moment) {
    this.moment = moment;
  }

  @Override
  public synchronized void handle(Line on, Way way, Packet packet) throws IOException {
    if (line == null && packet.says("BEGIN")) {
      line = on;
    }
    if (on != line || done) {
      if (!done || on != line) {
        on.pass(way, packet);
      }
      return;
    }
    if (way == Way.TO_SERVER) {
      ask(on, packet);
    } else {
      answer(on, packet);
    }
  }

  private void ask(Line on, Packet packet) throws IOException {
    boolean end = packet.says("COMMIT");
    boolean hidden =
        moment == Moment.BEFORE_THE_END_IS_HEARD || moment == Moment.SILENT_BEFORE_THE_END_IS_HEARD;
    endSeen |= end;
    if (!endSeen || (end && !hidden)) {
      asked += packet.kind() == 'Q' || packet.kind() == 'S' ? 1 : 0;
      on.pass(Way.TO_SERVER, packet);
    }
    settle(on);
  }

  private void answer(Line on, Packet packet) throws IOException {
    answered += packet.isReady() ? 1 : 0;
    boolean isOfEnd = endSeen && answered >= asked && moment == Moment.BEFORE_THE_END_IS_ANSWERED;
    if (moment != Moment.BEFORE_ANYTHING_IS_ANSWERED && !isOfEnd) {
      on.pass(Way.TO_CLIENT, packet);
    }
    settle(on);
  }

  /** Once everything is where it should be, the connection breaks. */
  private void settle(Line on) {
    if (endSeen && answered == asked) {
      done = true;
      if (moment != Moment.SILENT_BEFORE_THE_END_IS_HEARD) {
        on.close();
      }
    }
  }
}
