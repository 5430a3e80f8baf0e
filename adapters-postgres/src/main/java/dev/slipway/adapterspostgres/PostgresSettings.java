package dev.slipway.adapterspostgres;

import dev.slipway.domain.form.Parsed;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a database is, and how it is spoken to. Never prints the password.
 *
 * @param host a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 * @param database its name
 * @param user who logs in
 * @param password with what; empty text when the server asks for none
 * @param tls how the connection is protected
 * @param rootCertificate a PEM file of the authorities that are trusted to have signed the server's
 *     certificate; without one, those of the Java platform
 * @param connections at most so many at once, beside the one that listens for wake-ups
 * @param limits how long things may take
 */
public record PostgresSettings(
    String host,
    int port,
    String database,
    String user,
    String password,
    Tls tls,
    Optional<Path> rootCertificate,
    int connections,
    Limits limits) {

  /** The port where PostgreSQL listens when nothing else is said. */
  public static final int DEFAULT_PORT = 5432;

  /** So many connections when nothing else is said. */
  public static final int DEFAULT_CONNECTIONS = 16;

  /** How a connection is protected, in the words of PostgreSQL's {@code sslmode}. */
  public enum Tls {
    /** Not at all. */
    DISABLE("disable"),
    /** Encrypted if the server can; the server is not verified. */
    PREFER("prefer"),
    /** Encrypted; the server is not verified. */
    REQUIRE("require"),
    /** Encrypted; the server's certificate is signed by an authority that is trusted. */
    VERIFY_CA("verify-ca"),
    /** As {@link #VERIFY_CA}, and the certificate is one for the server's host. */
    VERIFY_FULL("verify-full");

    private final String word;

    Tls(String word) {
      this.word = word;
    }

    /** The word for it in a URL. */
    public String word() {
      return word;
    }

    static Optional<Tls> of(String word) {
      for (Tls tls : values()) {
        if (tls.word.equals(word)) {
          return Optional.of(tls);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * How long things may take; each is above zero.
   *
   * @param connect opening one connection
   * @param free waiting until one of the connections is free
   * @param answer a statement or a commit, from when it is sent
   */
  public record Limits(Duration connect, Duration free, Duration answer) {

    /** What holds when nothing else is said: 3 s, 2 s, 10 s. */
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofSeconds(10));

    /**
     * @throws IllegalArgumentException when one of them is not above zero
     */
    public Limits {
      if (!connect.isPositive() || !free.isPositive() || !answer.isPositive()) {
        throw new IllegalArgumentException("time limits of a database are above zero");
      }
    }
  }

  /**
   * @throws IllegalArgumentException when the host, database or user is empty, the port outside 1
   *     to 65535, or there is not at least one connection
   */
  public PostgresSettings {
    if (host.isEmpty() || database.isEmpty() || user.isEmpty()) {
      throw new IllegalArgumentException("a database has a host, a name and a user");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
    if (connections < 1) {
      throw new IllegalArgumentException("a store needs at least one connection");
    }
  }

  /** Settings with defaults for all that is not said: no protection, default limits. */
  public static PostgresSettings of(
      String host, int port, String database, String user, String password) {
    return new PostgresSettings(
        host,
        port,
        database,
        user,
        password,
        Tls.DISABLE,
        Optional.empty(),
        DEFAULT_CONNECTIONS,
        Limits.DEFAULT);
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}, also with
   * {@code postgres://}. User, password and database may be percent-encoded; the port is 5432, the
   * database is named like the user and {@code sslmode} is {@code prefer} when left out. Other
   * parameters are refused, so that none is passed over in silence.
   */
  public static Parsed<PostgresSettings> parse(String url) {
    try {
      var uri = new URI(url);
      return "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())
          ? read(uri)
          : Parsed.invalid("A database URL begins with postgresql://");
    } catch (URISyntaxException e) {
      return Parsed.invalid(
          "A database URL is postgresql://user:password@host:port/database; characters with a"
              + " meaning in URLs are percent-encoded");
    }
  }

  private static Parsed<PostgresSettings> read(URI uri) {
    if (uri.getHost() == null || uri.getRawUserInfo() == null) {
      return Parsed.invalid("A database URL names a user and a host");
    }
    var userInfo = uri.getRawUserInfo();
    int colon = userInfo.indexOf(':');
    var user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
    var password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
    var path = uri.getRawPath();
    var database = path.length() > 1 ? decoded(path.substring(1)) : user;
    var host = uri.getHost();
    if (user.isEmpty() || database.contains("/")) {
      return Parsed.invalid("A database URL names a user, and one database at most");
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    if (port < 1 || port > 65_535) {
      return Parsed.invalid("A port is 1 to 65535");
    }
    var parameters = parameters(Optional.ofNullable(uri.getRawQuery()).orElse(""));
    var tls = Tls.of(parameters.getOrDefault("sslmode", Tls.PREFER.word()));
    var root = Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
    parameters.remove("sslmode");
    parameters.remove("sslrootcert");
    if (!parameters.isEmpty()) {
      return Parsed.invalid(
          "A database URL has no parameters but sslmode and sslrootcert, not "
              + String.join(", ", parameters.keySet()));
    }
    if (tls.isEmpty()) {
      return Parsed.invalid("sslmode is disable, prefer, require, verify-ca or verify-full");
    }
    return Parsed.valid(
        new PostgresSettings(
            host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
            port,
            database,
            user,
            password,
            tls.get(),
            root,
            DEFAULT_CONNECTIONS,
            Limits.DEFAULT));
  }

  private static Map<String, String> parameters(String query) {
    var parameters = new LinkedHashMap<String, String>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.put(
            decoded(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  /** Percent-decoded; a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** The same with another number of connections. */
  public PostgresSettings withConnections(int next) {
    return new PostgresSettings(
        host, port, database, user, password, tls, rootCertificate, next, limits);
  }

  /** The same with other limits. */
  public PostgresSettings withLimits(Limits next) {
    return new PostgresSettings(
        host, port, database, user, password, tls, rootCertificate, connections, next);
  }

  /** The same on another port. */
  public PostgresSettings withPort(int next) {
    return new PostgresSettings(
        host, next, database, user, password, tls, rootCertificate, connections, limits);
  }

  /** The same with another protection. */
  public PostgresSettings withTls(Tls next, Optional<Path> nextRoot) {
    return new PostgresSettings(
        host, port, database, user, password, next, nextRoot, connections, limits);
  }

  /** Where it is, for messages: no user, no password. */
  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + database;
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "PostgresSettings["
        + user
        + "@"
        + address()
        + ", tls "
        + tls.word()
        + ", "
        + connections
        + " connections, "
        + limits
        + "]";
  }
}
