package dev.slipway.adaptershttp.fetch;

import dev.slipway.domain.catalogue.HttpsUrl;
import dev.slipway.domain.form.Parsed;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * GET of an https URL that somebody else has chosen. Thread-safe; blocks. Implements "Fetching" in
 * section 3 of the contract's foundation.
 *
 * <h2>Why a name cannot change its address behind the guard's back</h2>
 *
 * <p>For each hop the name is looked up once, every address of the answer is judged, and the
 * connection is opened to one of these very addresses. The name goes into the TLS handshake and the
 * {@code Host} header only. There is no proxy, and no connection outlives its answer.
 */
final class GuardedFetch {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedFetch.class);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** What {@link HttpsUrl} accepts as a host of digits and dots is an IPv4 address. */
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");

  /** Where the bytes of a body go. */
  @FunctionalInterface
  interface Sink {

    /** Takes the next bytes; the array is the sink's. */
    void take(byte[] bytes) throws IOException;
  }

  /** How a fetch ended. */
  sealed interface Outcome {

    /** The whole body went into the sink. */
    record Complete(long bytes) implements Outcome {}

    /** The body is larger than allowed; a part of it may have gone into the sink. */
    record TooLarge() implements Outcome {}

    /** It failed; a part of the body may have gone into the sink. */
    record Failed(String reason) implements Outcome {}
  }

  private final FetchSettings settings;
  private final Predicate<InetAddress> isPublic;
  private final HttpClientAgent client;
  private final Semaphore turns;
  private final ExecutorService lookups;

  GuardedFetch(Vertx vertx, FetchSettings settings, Predicate<InetAddress> isPublic) {
    this.settings = settings;
    this.isPublic = isPublic;
    // Who waits gives up by the deadline of the fetch; this ends what is waited for no more.
    int abandoned = (int) Math.min(Integer.MAX_VALUE, 2 * settings.timeLimit().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setTrustOptions(
                    TrustOptions.wrap(
                        TrustedCertificates.besideThePlatforms(settings.trustedCertificates())))
                .setVerifyHost(true)
                .setDecompressionSupported(false)
                .setMaxChunkSize(64 * 1024)
                .setConnectTimeout(abandoned)
                .setSslHandshakeTimeout(abandoned)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS));
    this.turns = new Semaphore(settings.atOnce(), true);
    this.lookups = lookupThreads(settings.atOnce());
  }

  /**
   * Platform threads, because a look-up blocks inside the operating system, where a virtual thread
   * would hold its carrier. A look-up that nobody waits for any more keeps its thread until the
   * system gives up, so there are no more of them than fetches.
   */
  private static ExecutorService lookupThreads(int most) {
    var threads =
        new ThreadPoolExecutor(
            most,
            most,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("slipway-lookup-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return Executors.unconfigurableExecutorService(threads);
  }

  /**
   * Fetches {@code url}, following redirects, and gives the body to {@code sink} in order.
   *
   * @param maxBytes how long the body may be
   * @throws IOException if the sink throws it
   */
  Outcome fetch(HttpsUrl url, long maxBytes, Sink sink) throws IOException, InterruptedException {
    var deadline = Deadline.in(settings.timeLimit());
    Outcome outcome;
    if (turns.tryAcquire(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS)) {
      try {
        outcome = follow(url, maxBytes, sink, deadline);
      } catch (FetchFailed e) {
        LOG.info("Fetching {} failed: {} ({})", url, e.reason(), e.getMessage());
        return new Outcome.Failed(e.reason());
      } finally {
        turns.release();
      }
    } else {
      outcome = new Outcome.Failed("timeout");
    }
    LOG.info("Fetching {}: {}", url, outcome);
    return outcome;
  }

  private Outcome follow(HttpsUrl first, long maxBytes, Sink sink, Deadline deadline)
      throws FetchFailed, IOException, InterruptedException {
    HttpsUrl url = first;
    for (int redirects = 0; ; redirects++) {
      try (var exchange = Exchange.open(client, url, judgedAddresses(url, deadline), deadline)) {
        if (exchange.status() == 200) {
          return receive(exchange, maxBytes, sink, deadline);
        }
        if (!REDIRECTS.contains(exchange.status())) {
          throw new FetchFailed("HTTP " + exchange.status(), "at " + url, null);
        }
        if (redirects == settings.maxRedirects()) {
          throw new FetchFailed(
              "redirects: more than " + settings.maxRedirects(), "the last at " + url, null);
        }
        url = target(url, exchange);
      }
    }
  }

  private static HttpsUrl target(HttpsUrl url, Exchange redirect) throws FetchFailed {
    Optional<String> location = redirect.header("Location");
    if (location.isEmpty()) {
      throw new FetchFailed("redirects: not exactly one Location", "at " + url, null);
    }
    return switch (url.resolve(location.get())) {
      case Parsed.Valid<HttpsUrl> valid -> valid.value();
      case Parsed.Invalid<HttpsUrl> invalid ->
          throw new FetchFailed("redirects: " + invalid.reason(), "at " + url, null);
    };
  }

  private static Outcome receive(Exchange exchange, long maxBytes, Sink sink, Deadline deadline)
      throws FetchFailed, IOException, InterruptedException {
    if (exchange.header("Content-Length").filter(length -> exceeds(length, maxBytes)).isPresent()) {
      return new Outcome.TooLarge();
    }
    long bytes = 0;
    exchange.read();
    for (var piece = exchange.next(deadline); piece.isPresent(); piece = exchange.next(deadline)) {
      bytes += piece.get().length;
      if (bytes > maxBytes) {
        return new Outcome.TooLarge();
      }
      sink.take(piece.get());
    }
    long whole = bytes;
    if (exchange.header("Content-Length").filter(length -> !says(length, whole)).isPresent()) {
      throw new FetchFailed(
          "the connection ended early", bytes + " bytes of what was announced came", null);
    }
    return new Outcome.Complete(bytes);
  }

  private static boolean says(String contentLength, long bytes) {
    try {
      return Long.parseLong(contentLength) == bytes;
    } catch (NumberFormatException e) {
      // The HTTP decoder judges its form.
      return true;
    }
  }

  private static boolean exceeds(String contentLength, long maxBytes) {
    try {
      return Long.parseLong(contentLength) > maxBytes;
    } catch (NumberFormatException e) {
      // The HTTP decoder judges its form.
      return false;
    }
  }

  /** All addresses of the URL's host, each of which may be connected to. */
  private List<InetAddress> judgedAddresses(HttpsUrl url, Deadline deadline)
      throws FetchFailed, InterruptedException {
    List<InetAddress> addresses = addresses(url.host(), deadline);
    if (settings.allowedHosts().stream()
        .noneMatch(allowed -> allowed.means(url.host(), url.port()))) {
      for (InetAddress address : addresses) {
        if (!isPublic.test(address)) {
          throw new FetchFailed(
              "refused address", url.host() + " is at " + address.getHostAddress(), null);
        }
      }
    }
    return addresses;
  }

  private List<InetAddress> addresses(String host, Deadline deadline)
      throws FetchFailed, InterruptedException {
    if (host.startsWith("[") || IPV4.matcher(host).matches()) {
      return List.of(literal(host));
    }
    Future<List<InetAddress>> lookup = lookups.submit(() -> settings.lookup().addresses(host));
    boolean known = false;
    try {
      List<InetAddress> addresses = Waiting.until(deadline, lookup);
      known = true;
      return addresses;
    } catch (ExecutionException e) {
      if (Waiting.cause(e) instanceof UnknownHostException unknown) {
        throw new FetchFailed("unknown host", host, unknown);
      }
      throw new IllegalStateException("Looking up " + host + " failed unexpectedly", e);
    } finally {
      if (!known) {
        lookup.cancel(true);
      }
    }
  }

  private static InetAddress literal(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("a URL's host was taken for an address: " + host, e);
    }
  }
}
