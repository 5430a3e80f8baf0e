package dev.slipway.app.configuration;

import dev.slipway.adaptershttp.fetch.AllowedHost;
import dev.slipway.adaptershttp.fetch.TrustedCertificates;
import dev.slipway.adaptersk8s.KubernetesSettings;
import dev.slipway.adapterspostgres.PostgresSettings;
import dev.slipway.domain.form.Parsed;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of values that options have (contract/foundation.md section 6). */
public final class Kinds {

  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,18})(ms|s|m|h)");
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})(B|KiB|MiB|GiB)");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_.-]{1,253}|\\[?[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?]?");

  /** What stands behind a user's colon, up to the last at sign: a password may hold anything. */
  private static final Pattern PASSWORD = Pattern.compile("(?<=//[^:/@]{0,99}:).*(?=@)");

  /** What could be a key, and is hardly part of a path. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9+/_-]{21,}={1,2}|(?<=:).{16,}");

  /** So long that nobody means it, so short that sums of times never overflow. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private static final int MAX_PORT = 65_535;

  static final Kind<Boolean> FLAG =
      Kind.of(
          "",
          text ->
              switch (text) {
                case "true" -> Parsed.valid(true);
                case "false" -> Parsed.valid(false);
                default -> Parsed.invalid("must be true or false");
              });

  static final Kind<Integer> PORT = whole("PORT", 0, MAX_PORT);

  static final Kind<String> HOST_NAME =
      Kind.of(
          "HOST",
          text ->
              HOST.matcher(text).matches()
                  ? Parsed.valid(
                      text.startsWith("[") && text.endsWith("]")
                          ? text.substring(1, text.length() - 1)
                          : text)
                  : Parsed.invalid("must be the name or the address of a host, without a port"));

  static final Kind<StoreChoice> STORE =
      new Kind<>(
          "embedded|memory|URL", Kinds::store, text -> PASSWORD.matcher(text).replaceAll("…"));

  static final Kind<Path> FOLDER = Kind.of("FOLDER", Kinds::path);

  static final Kind<Path> FILE = Kind.of("FILE", Kinds::path);

  static final Kind<List<X509Certificate>> CERTIFICATES =
      Kind.of("FILE", text -> path(text).then(Kinds::certificates));

  /** Whoever writes a key in place of the file's name does not see it again. */
  static final Kind<KeyFile> KEY_FILE =
      new Kind<>(
          "FILE",
          text -> path(text).then(KeyFile::read),
          text -> KEY.matcher(text).replaceAll("…"));

  static final Kind<RuntimesChoice> RUNTIMES =
      choice("KIND", RuntimesChoice.class, RuntimesChoice.WORDS);

  static final Kind<String> NAMESPACE_PREFIX =
      Kind.of(
          "PREFIX",
          text ->
              KubernetesSettings.isPrefix(text)
                  ? Parsed.valid(text)
                  : Parsed.invalid(
                      "must be a lower-case letter, then letters, digits and dashes, then a dash;"
                          + " at most "
                          + KubernetesSettings.MAX_PREFIX
                          + " characters"));

  static final Kind<LogFormat> LOG_FORMAT = choice("FORMAT", LogFormat.class, "text, json");

  static final Kind<List<AllowedHost>> ALLOWED_HOSTS =
      Kind.of("HOST,…", text -> list(text).then(Kinds::allowedHosts));

  static final Kind<URI> BASE_URL = Kind.of("URL", Kinds::baseUrl);

  private Kinds() {}

  static Kind<Integer> whole(String placeholder, int min, int max) {
    return Kind.of(
        placeholder,
        text ->
            WHOLE.matcher(text).matches()
                    && Long.parseLong(text) >= min
                    && Long.parseLong(text) <= max
                ? Parsed.valid(Integer.parseInt(text))
                : Parsed.invalid("must be a whole number from %d to %d".formatted(min, max)));
  }

  /** Durations from {@code min}, written with a unit. */
  static Kind<Duration> durationFrom(String min) {
    Duration least = duration(min, Duration.ZERO, "").orElseThrow();
    return Kind.of("DURATION", text -> duration(text, least, " of at least " + min));
  }

  /** Durations above zero, written with a unit. */
  public static Kind<Duration> duration() {
    return Kind.of("DURATION", text -> duration(text, Duration.ofMillis(1), " above zero"));
  }

  private static Parsed<Duration> duration(String text, Duration least, String bound) {
    Parsed<Duration> refused =
        Parsed.invalid(
            "must be a duration%s such as 500ms, 10s, 5m or 1h, at most %dh"
                .formatted(bound, LONGEST.toHours()));
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return refused;
    }
    long millis =
        switch (matcher.group(2)) {
          case "ms" -> 1L;
          case "s" -> 1_000L;
          case "m" -> 60_000L;
          default -> 3_600_000L;
        };
    BigInteger all = new BigInteger(matcher.group(1)).multiply(BigInteger.valueOf(millis));
    if (all.compareTo(BigInteger.valueOf(LONGEST.toMillis())) > 0) {
      return refused;
    }
    Duration duration = Duration.ofMillis(all.longValueExact());
    return duration.compareTo(least) >= 0 ? Parsed.valid(duration) : refused;
  }

  /** Sizes in bytes above zero, written with a unit. */
  static Kind<Long> size(String max) {
    long most = size(max, Long.MAX_VALUE, "").orElseThrow();
    return Kind.of("SIZE", text -> size(text, most, " and at most " + max));
  }

  private static Parsed<Long> size(String text, long most, String bound) {
    Parsed<Long> refused =
        Parsed.invalid("must be a size such as 64KiB, 1MiB or 1GiB, above zero" + bound);
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return refused;
    }
    int shift =
        switch (matcher.group(2)) {
          case "B" -> 0;
          case "KiB" -> 10;
          case "MiB" -> 20;
          default -> 30;
        };
    BigInteger bytes = new BigInteger(matcher.group(1)).shiftLeft(shift);
    return bytes.signum() > 0 && bytes.compareTo(BigInteger.valueOf(most)) <= 0
        ? Parsed.valid(bytes.longValueExact())
        : refused;
  }

  private static <E extends Enum<E>> Kind<E> choice(
      String placeholder, Class<E> type, String words) {
    return Kind.of(
        placeholder,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(text))
                .findFirst()
                .map(Parsed::valid)
                .orElseGet(() -> Parsed.invalid("must be one of " + words)));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Parsed<StoreChoice> store(String text) {
    return switch (text) {
      case "embedded" -> Parsed.valid(new StoreChoice.Embedded());
      case "memory" -> Parsed.valid(new StoreChoice.Memory());
      default ->
          switch (PostgresSettings.parse(text)) {
            case Parsed.Valid<PostgresSettings>(var database) ->
                Parsed.valid(new StoreChoice.External(database));
            case Parsed.Invalid<PostgresSettings>(var reason) ->
                Parsed.invalid(
                    "must be embedded, memory, or a URL like"
                        + " postgresql://USER:PASSWORD@HOST:PORT/DATABASE (%s)".formatted(reason));
          };
    };
  }

  private static Parsed<Path> path(String text) {
    try {
      return text.isBlank()
          ? Parsed.invalid("must be a path")
          : Parsed.valid(Path.of(text).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Parsed.invalid("must be a path");
    }
  }

  private static Parsed<List<String>> list(String text) {
    return Parsed.valid(List.of(text.split(",", -1)).stream().map(String::strip).toList());
  }

  private static Parsed<List<AllowedHost>> allowedHosts(List<String> items) {
    List<AllowedHost> hosts = new ArrayList<>();
    for (String item : items) {
      switch (AllowedHost.parse(item)) {
        case Parsed.Valid<AllowedHost> valid -> hosts.add(valid.value());
        case Parsed.Invalid<AllowedHost> invalid -> {
          return Parsed.invalid(
              "must be a comma-separated list of [http://]HOST[:PORT], IPv6 addresses in brackets");
        }
      }
    }
    return Parsed.valid(List.copyOf(hosts));
  }

  private static Parsed<List<X509Certificate>> certificates(Path file) {
    return switch (TrustedCertificates.read(file)) {
      case Parsed.Valid<List<X509Certificate>> valid -> valid;
      case Parsed.Invalid<List<X509Certificate>> invalid ->
          Parsed.invalid("must be a readable PEM file with at least one certificate");
    };
  }

  private static Parsed<URI> baseUrl(String text) {
    String rule = "must be a URL like https://slipway.example.com, without query and fragment";
    try {
      URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
              && url.getHost() != null
              && url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null
          ? Parsed.valid(url)
          : Parsed.invalid(rule);
    } catch (URISyntaxException e) {
      return Parsed.invalid(rule);
    }
  }
}
