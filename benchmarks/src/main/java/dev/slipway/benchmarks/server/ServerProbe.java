package dev.slipway.benchmarks.server;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * What a server's process uses, asked over the management interface of its JVM. What is allocated
 * is counted by the JVM for all platform threads, which carry the virtual ones. Not thread-safe.
 */
public final class ServerProbe implements AutoCloseable {

  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;
  private final OperatingSystemMXBean system;
  private final CompilationMXBean compilers;

  private ServerProbe(JMXConnector connector) throws IOException {
    this.connector = connector;
    MBeanServerConnection beans = connector.getMBeanServerConnection();
    this.threads = ManagementFactory.getPlatformMXBean(beans, ThreadMXBean.class);
    this.memory = ManagementFactory.getPlatformMXBean(beans, MemoryMXBean.class);
    this.system = ManagementFactory.getPlatformMXBean(beans, OperatingSystemMXBean.class);
    this.compilers = ManagementFactory.getPlatformMXBean(beans, CompilationMXBean.class);
  }

  /** Looks at a process of this user. */
  @SuppressWarnings(
      "BanJNDI") // the address comes from our own child process, not from anybody's input
  public static ServerProbe of(ServerProcess server) {
    try {
      var machine = VirtualMachine.attach(Long.toString(server.pid()));
      try {
        var address = new JMXServiceURL(machine.startLocalManagementAgent());
        return new ServerProbe(JMXConnectorFactory.connect(address));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("Looking into process " + server.pid(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Looking into process " + server.pid(), e);
    }
  }

  /** All bytes that were ever allocated. */
  public long allocated() {
    return threads.getTotalThreadAllocatedBytes();
  }

  /** The bytes of the heap that are in use after a full collection. */
  public long heapAfterCollection() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Platform threads. */
  public int threads() {
    return threads.getThreadCount();
  }

  /** The time of cores that the process has used, in nanoseconds. */
  public long cpuNanos() {
    return system.getProcessCpuTime();
  }

  /** The time for which its compilers have worked, in milliseconds. */
  public long compiledMillis() {
    return compilers.getTotalCompilationTime();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Leaving a server's JVM", e);
    }
  }
}
