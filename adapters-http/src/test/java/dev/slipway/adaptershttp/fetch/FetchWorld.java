package dev.slipway.adaptershttp.fetch;

import dev.slipway.domain.catalogue.WheelUrl;
import dev.slipway.domain.digest.Sha256;
import dev.slipway.ports.driven.wheel.Wheels;
import dev.slipway.ports.driven.wheel.Wheels.Fetched;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A small world to fetch from: the host {@code wheels.test} on a loopback address, trusted and
 * allowed, and names that lead where a test says.
 */
final class FetchWorld implements AutoCloseable {

  /** Where a wheel usually is. */
  static final String NAME = "/demo-1.0-py3-none-any.whl";

  static final byte[] WHEEL = "a wheel".getBytes(StandardCharsets.UTF_8);

  /** What fetching {@link #WHEEL} ends in. */
  static final Fetched THE_WHEEL = new Fetched.Read(Sha256.of(WHEEL), WHEEL.length);

  static final TestAuthority AUTHORITY = new TestAuthority("test authority");

  /** Shared by all tests of the JVM, and ended with it. */
  static final Vertx VERTX = Vertx.vertx();

  private final List<TestServer> servers = new ArrayList<>();
  private final Map<String, List<String>> names = new ConcurrentHashMap<>();
  private final TestServer server;

  FetchWorld() {
    this.server = serverAt("127.0.0.1", "wheels.test");
    name("wheels.test", "127.0.0.1");
  }

  /** The server of {@code wheels.test}. */
  TestServer server() {
    return server;
  }

  /** One more server, with a certificate for {@code hosts}. */
  TestServer serverAt(String address, String... hosts) {
    return serverAt(address, 0, hosts);
  }

  TestServer serverAt(String address, int port, String... hosts) {
    return add(TestServer.at(address, port, AUTHORITY.serverOf(hosts)));
  }

  TestServer add(TestServer more) {
    servers.add(more);
    return more;
  }

  /** Lets {@code name} lead to {@code addresses}. */
  void name(String name, String... addresses) {
    names.put(name, List.of(addresses));
  }

  List<InetAddress> lookUp(String name) throws UnknownHostException {
    List<String> addresses = names.get(name);
    if (addresses == null) {
      throw new UnknownHostException(name);
    }
    return addresses.stream().map(FetchWorld::address).toList();
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** What {@code wheels.test} may be reached by, and {@code more} hosts. */
  FetchSettings settings(String... more) {
    return FetchSettings.defaults()
        .withTimeLimit(Duration.ofMinutes(2))
        .withAllowedHosts(
            Stream.concat(Stream.of("wheels.test"), Stream.of(more))
                .map(host -> AllowedHost.parse(host).orElseThrow())
                .toList())
        .withTrustedCertificates(List.of(AUTHORITY.certificate()))
        .withLookup(this::lookUp);
  }

  Wheels wheels(String... more) {
    return HttpWheels.create(VERTX, settings(more));
  }

  /** Wheels to which {@code isPublic} says what is public. */
  Wheels wheels(FetchSettings settings, Predicate<InetAddress> isPublic) {
    return HttpWheels.with(new GuardedFetch(VERTX, settings, isPublic), settings.maxBytes());
  }

  /** A URL of {@code wheels.test}. */
  WheelUrl url(String pathAndQuery) {
    return url("wheels.test", server, pathAndQuery);
  }

  WheelUrl url() {
    return url(NAME);
  }

  static WheelUrl url(String host, TestServer at, String pathAndQuery) {
    return WheelUrl.of("https://" + host + ":" + at.port() + pathAndQuery);
  }

  /** Answers with the wheel at {@link #NAME}. */
  static TestServer offering(TestServer server) {
    return server.on(NAME, exchange -> exchange.answer("200 OK", WHEEL));
  }

  @Override
  public void close() {
    servers.forEach(TestServer::close);
  }
}
