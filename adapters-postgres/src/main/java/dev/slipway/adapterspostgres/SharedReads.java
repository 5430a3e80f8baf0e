package dev.slipway.adapterspostgres;

import dev.slipway.ports.driven.commit.StorageUnavailable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lends connections for looking up single rows, which is quick: who asks while others of the same
 * loop are being answered asks on their connection, behind them. What a loop's turn asks then
 * leaves in one packet and is read by one server process, which does not sleep in between: on busy
 * machines that is most of what a lookup costs (docs/performance.md). Whoever comes alone has a
 * connection alone.
 *
 * <p>A statement that takes long, that waits for locks, or that changes something does not belong
 * here: those behind it wait, too. Thread-safe.
 */
final class SharedReads {

  /** So many at once on one connection, which is how many wait at most for the slowest of them. */
  static final int AT_ONCE = 8;

  private final Connections connections;

  /** By loop, the connection that is being asked on, until nobody does any more. */
  private final Map<Object, Place> current = new ConcurrentHashMap<>();

  SharedReads(Connections connections) {
    this.connections = connections;
  }

  /**
   * A connection on which whoever has this may send one statement.
   *
   * @param attempted what it is for, for the message
   * @throws StorageUnavailable when none is free in time, or none can be opened
   */
  Lending take(String attempted) {
    var here = connections.here();
    var place = current.get(here);
    if (place != null && place.join()) {
      return place;
    }
    var session = connections.take(attempted, connections.settings().limits());
    var mine = new Place(here, session);
    current.put(here, mine);
    return mine;
  }

  private final class Place implements Lending {
    private final Object home;
    private final Session session;

    /** Once it is 0 again, the connection has gone back. */
    private final AtomicInteger readers = new AtomicInteger(1);

    private volatile boolean spoiled;

    Place(Object home, Session session) {
      this.home = home;
      this.session = session;
    }

    /** Not while somebody waits for a connection: then this one must come back some time. */
    boolean join() {
      if (spoiled || session.isLost() || connections.isClosed() || connections.isWanted()) {
        return false;
      }
      int before = readers.getAndUpdate(many -> many == 0 || many == AT_ONCE ? many : many + 1);
      return before > 0 && before < AT_ONCE;
    }

    @Override
    public Session session() {
      return session;
    }

    @Override
    public void giveBack() {
      leave();
    }

    /** The others may still be answered; nobody else asks here. */
    @Override
    public void giveUp() {
      spoiled = true;
      leave();
    }

    private void leave() {
      if (readers.decrementAndGet() > 0) {
        return;
      }
      current.remove(home, this);
      if (spoiled) {
        connections.giveUp(session);
      } else {
        connections.giveBack(session);
      }
    }
  }
}
