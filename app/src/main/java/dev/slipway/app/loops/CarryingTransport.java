package dev.slipway.app.loops;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.impl.transports.EpollTransport;
import io.vertx.core.transport.Transport;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Linux's epoll, whose waiting a virtual thread can do on its carrier, with {@link CarryingLoop}s.
 * Thread-safe.
 */
final class CarryingTransport extends EpollTransport {

  /** So many writes are gathered at most before they are sent. */
  private static final int GATHERED = 256;

  private final List<EventExecutor> loops;

  /**
   * @param loops to which its event loops are added as they are made
   */
  private CarryingTransport(List<EventExecutor> loops) {
    this.loops = loops;
  }

  /** Whether this system has epoll, and this JVM lets virtual threads be carried. */
  static boolean isPossible() {
    return CarriedThreads.isAvailable() && Transport.EPOLL != null && Transport.EPOLL.available();
  }

  /**
   * For Vert.x.
   *
   * @param loops to which its event loops are added as they are made
   */
  static Transport transport(List<EventExecutor> loops) {
    return new Transport() {
      @Override
      public String name() {
        return "carrying";
      }

      @Override
      public boolean available() {
        return isPossible();
      }

      @Override
      public @Nullable Throwable unavailabilityCause() {
        return null;
      }

      @Override
      public CarryingTransport implementation() {
        return new CarryingTransport(loops);
      }
    };
  }

  @Override
  public EventLoopGroup eventLoopGroup(int type, int count, ThreadFactory threads, int ioRatio) {
    if (type == ACCEPTOR_EVENT_LOOP_GROUP) {
      return super.eventLoopGroup(type, count, threads, ioRatio);
    }
    var group = new Group(count, threads, ioHandlerFactory());
    group.forEach(loops::add);
    return group;
  }

  /**
   * Statements of one commit are sent one by one, and each would be a packet of its own; gathered
   * until the loop's turn ends, they are one.
   */
  @Override
  public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
    return domainSocket ? super.channelFactory(true) : CarryingTransport::gathering;
  }

  private static Channel gathering() {
    var channel = new EpollSocketChannel();
    channel.pipeline().addFirst(new FlushConsolidationHandler(GATHERED, true));
    return channel;
  }

  /** As many loops as wanted; whoever is carried by one gets that one. */
  private static final class Group extends MultiThreadIoEventLoopGroup {

    Group(int count, ThreadFactory threads, IoHandlerFactory handlers) {
      super(count, threads, handlers);
    }

    @Override
    protected IoEventLoop newChild(Executor threads, IoHandlerFactory handlers, Object... more) {
      return CarryingLoop.start(this, handlers, threads);
    }

    @Override
    public IoEventLoop next() {
      var current = CarryingLoop.current();
      return current == null || current.parent() != this ? super.next() : current;
    }
  }
}
