package dev.slipway.app.configuration;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.app.configuration.Option.Group;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/** The one table of options (contract section 9). */
public final class Options {

  /** Where more settings are; itself not a key of that file. */
  public static final Option<Path> CONFIG =
      Option.without(
          "config",
          Kinds.FILE,
          "",
          Group.OTHER,
          "a .yaml, .yml or .properties file with these options as keys, without dashes in front");

  /** Where to listen. */
  public static final Option<String> HOST =
      Option.of("host", Kinds.HOST_NAME, "127.0.0.1", Group.LISTENING, "the address to listen on");

  /** On which port. */
  public static final Option<Integer> PORT =
      Option.of(
          "port", Kinds.PORT, "8000", Group.LISTENING, "the port to listen on; 0 picks a free one");

  /** The base of absolute URLs. */
  public static final Option<URI> PUBLIC_URL =
      Option.without(
          "public-url",
          Kinds.BASE_URL,
          "as listened on",
          Group.LISTENING,
          "how clients and providers reach the server: the base of absolute URLs in answers");

  /** Requests need no token. */
  public static final Option<Boolean> DEV =
      Option.flag(
          "dev",
          Group.LISTENING,
          "for one developer on one machine: requests without a token act as organization 'dev'"
              + " with every right; listens on loopback only");

  /** Where everything is kept. */
  public static final Option<StoreChoice> STORE =
      Option.of(
          "store",
          Kinds.STORE,
          "embedded",
          Group.STORING,
          "an embedded PostgreSQL under --data, memory (gone at the end),"
              + " or postgresql://USER:PASSWORD@HOST:PORT/DATABASE");

  /** Where the embedded store lives. */
  public static final Option<Path> DATA =
      Option.without(
          "data",
          Kinds.FOLDER,
          "the user's data folder",
          Group.STORING,
          "the folder of the embedded PostgreSQL and of provider processes; one server a folder");

  /** The keys by which config is encrypted. */
  public static final Option<KeyFile> ENCRYPTION_KEY_FILE =
      Option.without(
          "encryption-key-file",
          Kinds.KEY_FILE,
          "none",
          Group.STORING,
          "the config of installations is stored encrypted: a file of AES-256 keys, one id:base64 a"
              + " line; the first one encrypts, all of them decrypt");

  /** Who runs providers. */
  public static final Option<RuntimesChoice> RUNTIMES =
      Option.without(
          "runtimes",
          Kinds.RUNTIMES,
          "process with --dev, else kubernetes",
          Group.RUNNING,
          "who runs providers: process (child processes), kubernetes (a cluster), simulated (a"
              + " script in the server), external (nobody: they register by themselves)");

  /** How the cluster is reached. */
  public static final Option<Path> KUBECONFIG =
      Option.without(
          "kubeconfig",
          Kinds.FILE,
          "as kubectl finds it",
          Group.RUNNING,
          "how --runtimes kubernetes reaches its cluster; a pod of it needs none");

  /** What the namespace of every tenant starts with. */
  public static final Option<String> NAMESPACE_PREFIX =
      Option.of(
          "namespace-prefix",
          Kinds.NAMESPACE_PREFIX,
          "slipway-",
          Group.RUNNING,
          "what the Kubernetes namespace of every organization starts with; one for each Slipway"
              + " that shares a cluster");

  /** How long a runtime may take to register. */
  public static final Option<Duration> REGISTRATION_DEADLINE =
      Option.of(
          "registration-deadline",
          Kinds.duration(),
          "300s",
          Group.RUNNING,
          "how long a provider may take to register before its installation has failed");

  /** How often a runtime must be heard. */
  public static final Option<Duration> HEARTBEAT_INTERVAL =
      Option.of(
          "heartbeat-interval",
          Kinds.duration(),
          "10s",
          Group.RUNNING,
          "how often a provider must be heard; three missed in a row make it degraded");

  /** Hosts that may be private. */
  public static final Option<List<AllowedHost>> ALLOW_HOSTS =
      Option.without(
          "allow-hosts",
          Kinds.ALLOWED_HOSTS,
          "none",
          Group.FETCHING,
          "comma-separated [http://]HOST[:PORT] that may be fetched from although private");

  /** Certificates beside the system's. */
  public static final Option<List<X509Certificate>> TRUST_CA =
      Option.without(
          "trust-ca",
          Kinds.CERTIFICATES,
          "none",
          Group.FETCHING,
          "PEM file of certificates trusted for fetching, beside the system's");

  /** Whether a wheel must have a digest. */
  public static final Option<Boolean> REQUIRE_DIGEST =
      Option.flag("require-digest", Group.FETCHING, "refuse to publish a wheel without its sha256");

  /** The largest wheel. */
  public static final Option<Long> MAX_WHEEL =
      Option.of("max-wheel", Kinds.size("1024GiB"), "256MiB", Group.FETCHING, "the largest wheel");

  /** The largest manifest of an artifact. */
  public static final Option<Long> MAX_MANIFEST =
      Option.of(
          "max-manifest",
          Kinds.size("1GiB"),
          "4MiB",
          Group.FETCHING,
          "the largest manifest of a package's artifact");

  /** The largest artifact. */
  public static final Option<Long> MAX_ARTIFACT =
      Option.of(
          "max-artifact",
          Kinds.size("1024GiB"),
          "256MiB",
          Group.FETCHING,
          "the largest artifact of a package, compressed");

  /** Whether an artifact must bring its schema. */
  public static final Option<Boolean> REQUIRE_EMBEDDED_SCHEMA =
      Option.flag(
          "require-embedded-schema",
          Group.FETCHING,
          "refuse a package version whose artifact brings no schema to compare with");

  /** The time for one fetch. */
  public static final Option<Duration> FETCH_TIMEOUT =
      Option.of(
          "fetch-timeout",
          Kinds.duration(),
          "30s",
          Group.FETCHING,
          "the time for one wheel, or one exchange with a registry, in all");

  /** How many messages are worked on at once. */
  public static final Option<Integer> WORKERS =
      Option.of(
          "workers",
          Kinds.whole("NUMBER", 0, 1_000),
          "64",
          Group.DELIVERING,
          "how much is worked on at once; 0 for a server that only answers, beside others that"
              + " work");

  /** How often work is tried. */
  public static final Option<Integer> ATTEMPTS =
      Option.of(
          "attempts",
          Kinds.whole("NUMBER", 1, 100),
          "3",
          Group.DELIVERING,
          "how often work is tried before it has failed");

  /** How long a worker owns a message without a sign of life. */
  public static final Option<Duration> LEASE =
      Option.of(
          "lease",
          Kinds.durationFrom("1s"),
          "10s",
          Group.DELIVERING,
          "after how much silence of a worker another takes over its work");

  /** How long a runtime may work on one request. */
  public static final Option<Duration> DISPATCH_DEADLINE =
      Option.of(
          "dispatch-deadline",
          Kinds.duration(),
          "300s",
          Group.DELIVERING,
          "how long a provider may work on one request");

  /** The first wait between attempts. */
  public static final Option<Duration> RETRY_BASE =
      Option.of(
          "retry-base",
          Kinds.durationFrom("0ms"),
          "1s",
          Group.DELIVERING,
          "the wait after the first failed attempt; doubles with each; 0ms means none");

  /** The longest wait between attempts. */
  public static final Option<Duration> RETRY_CAP =
      Option.of(
          "retry-cap",
          Kinds.duration(),
          "60s",
          Group.DELIVERING,
          "the longest wait between two attempts");

  /** The largest body of a request. */
  public static final Option<Long> MAX_BODY =
      Option.of("max-body", Kinds.size("1GiB"), "1MiB", Group.BOUNDS, "the largest request body");

  /** How many requests at once. */
  public static final Option<Integer> IN_FLIGHT =
      Option.of(
          "in-flight",
          Kinds.whole("NUMBER", 1, 100_000),
          "512",
          Group.BOUNDS,
          "requests handled at once; one more is answered 503");

  /** How many connections at once. */
  public static final Option<Integer> MAX_CONNECTIONS =
      Option.of(
          "max-connections",
          Kinds.whole("NUMBER", 1, 1_000_000),
          "1000",
          Group.BOUNDS,
          "connections open at once");

  /** How long a stop may take. */
  public static final Option<Duration> DRAIN_TIMEOUT =
      Option.of(
          "drain-timeout",
          Kinds.duration(),
          "10s",
          Group.BOUNDS,
          "how long requests in work may take to end after SIGTERM");

  /** How long an answer is kept for repeated requests. */
  public static final Option<Duration> IDEMPOTENCY_RETENTION =
      Option.of(
          "idempotency-retention",
          Kinds.duration(),
          "24h",
          Group.BOUNDS,
          "how long an answer is kept for requests with the same Idempotency-Key");

  /** What a log line looks like. */
  public static final Option<LogFormat> LOG_FORMAT =
      Option.of(
          "log-format",
          Kinds.LOG_FORMAT,
          "text",
          Group.OTHER,
          "how log lines on standard error look: text or json");

  /** What {@code serve} understands, in the order of the help page. */
  public static final List<Option<?>> SERVE =
      List.of(
          HOST,
          PORT,
          PUBLIC_URL,
          DEV,
          STORE,
          DATA,
          ENCRYPTION_KEY_FILE,
          RUNTIMES,
          KUBECONFIG,
          NAMESPACE_PREFIX,
          REGISTRATION_DEADLINE,
          HEARTBEAT_INTERVAL,
          ALLOW_HOSTS,
          TRUST_CA,
          REQUIRE_DIGEST,
          MAX_WHEEL,
          MAX_MANIFEST,
          MAX_ARTIFACT,
          REQUIRE_EMBEDDED_SCHEMA,
          FETCH_TIMEOUT,
          WORKERS,
          ATTEMPTS,
          LEASE,
          DISPATCH_DEADLINE,
          RETRY_BASE,
          RETRY_CAP,
          MAX_BODY,
          IN_FLIGHT,
          MAX_CONNECTIONS,
          DRAIN_TIMEOUT,
          IDEMPOTENCY_RETENTION,
          LOG_FORMAT,
          CONFIG);

  /** What the commands beside a server understand: where the store is. */
  public static final List<Option<?>> STORING = List.of(STORE, DATA, LOG_FORMAT, CONFIG);

  /** What {@code reencrypt} understands. */
  public static final List<Option<?>> ENCRYPTING =
      List.of(STORE, DATA, ENCRYPTION_KEY_FILE, LOG_FORMAT, CONFIG);

  private Options() {}
}
