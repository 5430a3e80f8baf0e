package dev.slipway.adaptershttp.fetch;

import dev.slipway.adaptershttp.fetch.FetchFailed.Kind;
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
 * GET of a URL that somebody else has chosen. Thread-safe; blocks. Implements "Fetching" in section
 * 3 of the contract's foundation, and how registries are reached in section 5 of its page on
 * packages.
 *
 * <h2>Why a name cannot change its address behind the guard's back</h2>
 *
 * <p>For each hop the name is looked up once, every address of the answer is judged, and the
 * connection is opened to one of these very addresses. The name goes into the TLS handshake and the
 * {@code Host} header only. There is no proxy, and no connection outlives its answer.
 */
public final class GuardedFetch {
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

  /**
   * Fetches by the event loops of {@code vertx}; closed with it.
   *
   * @throws IllegalStateException if the certificates that the Java platform trusts cannot be read
   */
  public static GuardedFetch create(Vertx vertx, FetchSettings settings) {
    return new GuardedFetch(vertx, settings, AddressGuard::isPublic);
  }

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
    try (var answered = open(FetchRequest.of(WebUrl.secure(url)), deadline)) {
      if (answered.status() != 200) {
        throw new FetchFailed(
            Kind.STATUS, "HTTP " + answered.status(), "at " + answered.url(), null);
      }
      outcome = receive(answered, maxBytes, sink, deadline);
    } catch (FetchFailed e) {
      LOG.info("Fetching {} failed: {} ({})", url, e.reason(), e.getMessage());
      return new Outcome.Failed(e.reason());
    }
    LOG.info("Fetching {}: {}", url, outcome);
    return outcome;
  }

  /**
   * Sends {@code request}, follows redirects, and returns when the head of the last answer is
   * there, whatever its status. Waits for a turn first; who closes the answer gives it back.
   */
  public Answered open(FetchRequest request, Deadline deadline)
      throws FetchFailed, InterruptedException {
    if (!turns.tryAcquire(Math.max(0, deadline.nanosLeft()), TimeUnit.NANOSECONDS)) {
      throw FetchFailed.timeout();
    }
    boolean answered = false;
    try {
      Answered answer = follow(request, deadline);
      answered = true;
      return answer;
    } finally {
      if (!answered) {
        turns.release();
      }
    }
  }

  /** Whether {@code host} with {@code port} is one to speak to without TLS. */
  public boolean speaksPlainly(String host, int port) {
    return settings.allowedHosts().stream()
        .anyMatch(allowed -> allowed.plainHttp() && allowed.means(host, port));
  }

  private Answered follow(FetchRequest request, Deadline deadline)
      throws FetchFailed, InterruptedException {
    WebUrl url = request.url();
    for (int redirects = 0; ; redirects++) {
      var asked =
          new Exchange.Asked(
              url,
              request.accept(),
              url.sharesOriginWith(request.url()) ? request.authorization() : Optional.empty());
      Exchange exchange = Exchange.open(client, asked, judgedAddresses(url, deadline), deadline);
      if (!REDIRECTS.contains(exchange.status())) {
        return new Answered(exchange, url, turns::release);
      }
      try (exchange) {
        if (redirects == settings.maxRedirects()) {
          throw new FetchFailed(
              Kind.REDIRECTS,
              "redirects: more than " + settings.maxRedirects(),
              "the last at " + url,
              null);
        }
        url = target(request, url, exchange);
      }
    }
  }

  private static WebUrl target(FetchRequest request, WebUrl url, Exchange redirect)
      throws FetchFailed {
    Optional<String> location = redirect.header("Location");
    if (location.isEmpty()) {
      throw new FetchFailed(
          Kind.REDIRECTS, "redirects: not exactly one Location", "at " + url, null);
    }
    Parsed<WebUrl> target =
        request.mayBePlain()
            ? url.resolve(location.get())
            : url.url().resolve(location.get()).map(WebUrl::secure);
    return switch (target) {
      case Parsed.Valid<WebUrl> valid -> valid.value();
      case Parsed.Invalid<WebUrl> invalid ->
          throw new FetchFailed(
              Kind.REDIRECTS, "redirects: " + invalid.reason(), "at " + url, null);
    };
  }

  private static Outcome receive(Answered answered, long maxBytes, Sink sink, Deadline deadline)
      throws FetchFailed, IOException, InterruptedException {
    if (answered.announced().orElse(0) > maxBytes) {
      return new Outcome.TooLarge();
    }
    long bytes = 0;
    for (var piece = answered.next(deadline); piece.isPresent(); piece = answered.next(deadline)) {
      bytes += piece.get().length;
      if (bytes > maxBytes) {
        return new Outcome.TooLarge();
      }
      sink.take(piece.get());
    }
    return new Outcome.Complete(bytes);
  }

  /** All addresses of the URL's host, each of which may be connected to. */
  private List<InetAddress> judgedAddresses(WebUrl url, Deadline deadline)
      throws FetchFailed, InterruptedException {
    if (url.plain() && !speaksPlainly(url.host(), url.port())) {
      throw new FetchFailed(
          Kind.REFUSED_ADDRESS, "refused address", url + " would be spoken to without TLS", null);
    }
    List<InetAddress> addresses = addresses(url.host(), deadline);
    if (settings.allowedHosts().stream()
        .noneMatch(allowed -> allowed.means(url.host(), url.port()))) {
      for (InetAddress address : addresses) {
        if (!isPublic.test(address)) {
          throw new FetchFailed(
              Kind.REFUSED_ADDRESS,
              "refused address",
              url.host() + " is at " + address.getHostAddress(),
              null);
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
        throw new FetchFailed(Kind.UNREACHABLE, "unknown host", host, unknown);
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
