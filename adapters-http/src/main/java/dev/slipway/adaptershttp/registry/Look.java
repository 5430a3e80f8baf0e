package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.archive.PackageArchive;
import dev.slipway.adaptershttp.archive.PackageContent;
import dev.slipway.adaptershttp.fetch.Answered;
import dev.slipway.adaptershttp.fetch.Deadline;
import dev.slipway.adaptershttp.fetch.FetchFailed;
import dev.slipway.adaptershttp.fetch.FetchRequest;
import dev.slipway.adaptershttp.fetch.GuardedFetch;
import dev.slipway.adaptershttp.fetch.WebUrl;
import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.artifact.ContentDigest;
import dev.slipway.domain.artifact.OciRepository;
import dev.slipway.domain.artifact.RegistryCredential;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.json.Json;
import dev.slipway.ports.driven.artifact.OciArtifacts.EmbeddedSchema;
import dev.slipway.ports.driven.artifact.OciArtifacts.Inspected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One look into one artifact: what is known of the registry, and what it was shown, for as long as
 * the look takes. Belongs to one thread.
 *
 * <h2>Who is shown what</h2>
 *
 * <p>A bearer token is shown at once. A name and password are shown when the registry asks for
 * them: to itself, or to the realm that it names, which must be an address that may be fetched from
 * at all: public with TLS, or allowed. The token that a realm gives is asked for this one
 * repository, to read only, and ends with the look. A redirect to another host or port is followed
 * without any of them. After a challenge was answered nothing is asked without the answer, and no
 * second challenge is.
 */
final class Look {

  private static final int MAX_TOKEN_ANSWER = 64 * 1024;

  private static final int MAX_TOKEN = 16 * 1024;

  private final GuardedFetch fetch;
  private final RegistrySettings settings;
  private final OciRepository repository;
  private final RegistryCredential credential;
  private final String base;
  private final Deadline whole;

  /** What the registry is shown from now on; empty while it has asked for nothing. */
  private Optional<String> shown = Optional.empty();

  private Look(
      GuardedFetch fetch,
      RegistrySettings settings,
      OciRepository repository,
      RegistryCredential credential,
      String base,
      Deadline whole) {
    this.fetch = fetch;
    this.settings = settings;
    this.repository = repository;
    this.credential = credential;
    this.base = base;
    this.whole = whole;
  }

  static Look at(
      GuardedFetch fetch,
      RegistrySettings settings,
      OciRepository repository,
      RegistryCredential credential) {
    return new Look(
        fetch,
        settings,
        repository,
        credential,
        base(fetch, repository),
        Deadline.in(settings.fetching().timeLimit().multipliedBy(2)));
  }

  /** Without TLS where the registry is allowed so; there, no port means that of http. */
  private static String base(GuardedFetch fetch, OciRepository repository) {
    var registry = repository.registry();
    boolean namesPort = !registry.authority().equals(registry.host());
    boolean plain = fetch.speaksPlainly(registry.host(), namesPort ? registry.port() : 80);
    return (plain ? "http://" : "https://") + registry.authority() + "/v2/" + repository.path();
  }

  Inspected inspect(ContentDigest digest) throws Ended, InterruptedException {
    if (credential instanceof RegistryCredential.Bearer(var token)) {
      shown = Optional.of("Bearer " + printable(token).orElseThrow(Look::denied));
    }
    Manifest.Layer layer = manifest(digest);
    try (Exchanged blob = get("/blobs/" + layer.digest(), "*/*")) {
      return content(blob, layer);
    }
  }

  private Manifest.Layer manifest(ContentDigest digest) throws Ended, InterruptedException {
    try (Exchanged manifest = get("/manifests/" + digest, Manifest.ACCEPT)) {
      byte[] bytes =
          whole(manifest, settings.maxManifest())
              .orElseThrow(
                  () ->
                      Ended.invalid(
                          "The manifest has more than " + settings.maxManifest() + " bytes"));
      if (!digest.algorithm().of(bytes).equals(digest)) {
        throw new Ended(new Inspected.Mismatch(), "the manifest has another digest");
      }
      return Manifest.read(
          bytes, manifest.answered().header("Content-Type"), settings.maxArtifact());
    }
  }

  private static Inspected content(Exchanged exchanged, Manifest.Layer layer)
      throws Ended, InterruptedException {
    if (exchanged.answered().announced().orElse(layer.size()) != layer.size()) {
      throw Ended.invalidAnswer("the layer has another length than the manifest says");
    }
    var blob = new Blob(exchanged.answered(), layer, exchanged.deadline());
    try {
      PackageContent content = PackageArchive.read(blob);
      // Other bytes than those that were asked for are not judged, whatever they are.
      if (!blob.digest().equals(layer.digest())) {
        throw new Ended(new Inspected.Mismatch(), "the layer has another digest");
      }
      return switch (content) {
        case PackageContent.Found(var version, var schema) ->
            new Inspected.Read(
                version,
                schema
                    .<EmbeddedSchema>map(EmbeddedSchema.Present::new)
                    .orElseGet(EmbeddedSchema.Absent::new));
        case PackageContent.Bad(var reason) -> new Inspected.Invalid(reason);
      };
    } catch (Blob.Broken e) {
      throw e.end();
    } catch (Blob.Stopped e) {
      throw stopped(e);
    } catch (IOException e) {
      throw new IllegalStateException("Reading a layer failed in a way that nothing explains", e);
    }
  }

  private static InterruptedException stopped(Blob.Stopped e) {
    var stopped = new InterruptedException("told to stop while a layer was read");
    stopped.initCause(e);
    return stopped;
  }

  /** All of a body; empty when it is longer than {@code most}. */
  private static Optional<byte[]> whole(Exchanged exchanged, long most)
      throws Ended, InterruptedException {
    Answered answered = exchanged.answered();
    Deadline deadline = exchanged.deadline();
    if (answered.announced().orElse(0) > most) {
      return Optional.empty();
    }
    var bytes = new ByteArrayOutputStream();
    try {
      for (var piece = answered.next(deadline);
          piece.isPresent();
          piece = answered.next(deadline)) {
        if (bytes.size() + (long) piece.get().length > most) {
          return Optional.empty();
        }
        bytes.writeBytes(piece.get());
      }
    } catch (FetchFailed e) {
      throw Ended.by(e);
    }
    return Optional.of(bytes.toByteArray());
  }

  /** The answer 200 to a GET below the repository, after a challenge if need be. */
  private Exchanged get(String path, String accept) throws Ended, InterruptedException {
    FetchRequest request = FetchRequest.of(WebUrl.parse(base + path).orElseThrow(), accept);
    Exchanged first = open(shown.map(request::showing).orElse(request));
    boolean asks =
        first.answered().status() == 401
            && shown.isEmpty()
            && first.answered().url().sharesOriginWith(request.url());
    if (!asks) {
      return succeeded(first);
    }
    List<String> challenges = first.answered().headers("WWW-Authenticate");
    first.close();
    String answer = answer(challenges);
    shown = Optional.of(answer);
    return succeeded(open(request.showing(answer)));
  }

  /** An answer, and until when it may be read. */
  private record Exchanged(Answered answered, Deadline deadline) implements AutoCloseable {

    @Override
    public void close() {
      answered.close();
    }
  }

  /** One exchange with its redirects. */
  private Exchanged open(FetchRequest request) throws Ended, InterruptedException {
    Deadline deadline = whole.within(settings.fetching().timeLimit());
    try {
      return new Exchanged(fetch.open(request, deadline), deadline);
    } catch (FetchFailed e) {
      throw Ended.by(e);
    }
  }

  private static Exchanged succeeded(Exchanged exchanged) throws Ended {
    int status = exchanged.answered().status();
    if (status == 200) {
      return exchanged;
    }
    exchanged.close();
    throw switch (status) {
      case 401, 403 -> new Ended(new Inspected.Denied(), "HTTP " + status);
      case 404 -> new Ended(new Inspected.NotFound(), "HTTP 404");
      default -> unsuccessful(status);
    };
  }

  private static Ended unsuccessful(int status) {
    String said = "HTTP " + status;
    boolean later = status == 408 || status == 429 || status >= 500;
    return later ? new Ended(new Inspected.Unavailable(said), said) : Ended.invalidAnswer(said);
  }

  /** What answers the challenges of the registry. */
  private String answer(List<String> headers) throws Ended, InterruptedException {
    List<Challenge> challenges =
        headers.stream().flatMap(header -> Challenge.read(header).stream()).toList();
    Optional<Challenge> bearer = first(challenges, "bearer");
    if (bearer.isPresent()) {
      return "Bearer " + token(bearer.get());
    }
    if (first(challenges, "basic").isEmpty()) {
      throw Ended.invalidAnswer("a challenge that is neither Bearer nor Basic");
    }
    return basic().orElseThrow(Look::denied);
  }

  private static Ended denied() {
    return new Ended(new Inspected.Denied(), "there is nothing that the registry could be shown");
  }

  private static Optional<Challenge> first(List<Challenge> challenges, String scheme) {
    return challenges.stream().filter(challenge -> challenge.scheme().equals(scheme)).findFirst();
  }

  /** Name and password; empty where there are none. */
  private Optional<String> basic() {
    return switch (credential) {
      case RegistryCredential.Basic(var username, var password) -> {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        yield Optional.of("Basic " + Base64.getEncoder().encodeToString(pair));
      }
      case RegistryCredential.Anonymous anonymous -> Optional.empty();
      case RegistryCredential.Bearer bearer -> Optional.empty();
    };
  }

  /** What the realm of {@code challenge} gives for reading this repository. */
  private String token(Challenge challenge) throws Ended, InterruptedException {
    FetchRequest request = FetchRequest.of(realm(challenge), "application/json");
    try (Exchanged exchanged = open(basic().map(request::showing).orElse(request))) {
      return switch (exchanged.answered().status()) {
        case 200 -> token(exchanged);
        case 401, 403 ->
            throw new Ended(new Inspected.Denied(), "the realm of tokens refuses the credential");
        default -> throw unsuccessful(exchanged.answered().status());
      };
    }
  }

  private WebUrl realm(Challenge challenge) throws Ended {
    String realm =
        challenge
            .parameter("realm")
            .orElseThrow(() -> Ended.invalidAnswer("a challenge without a realm"));
    // The scope of the challenge may ask for more than this look is about.
    String query =
        challenge
                .parameter("service")
                .map(service -> "service=" + encoded(service) + "&")
                .orElse("")
            + "scope="
            + encoded("repository:" + repository.path() + ":pull");
    return switch (WebUrl.parse(realm + (realm.indexOf('?') < 0 ? "?" : "&") + query)) {
      case Parsed.Valid<WebUrl> valid -> valid.value();
      case Parsed.Invalid<WebUrl> invalid ->
          throw Ended.invalidAnswer("a challenge whose realm is no URL");
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String token(Exchanged exchanged) throws Ended, InterruptedException {
    byte[] body =
        whole(exchanged, MAX_TOKEN_ANSWER)
            .orElseThrow(() -> Ended.invalidAnswer("an answer of the realm that is too long"));
    return Optional.of(JsonReader.read(body))
        .filter(JsonReader.Outcome.Value.class::isInstance)
        .map(JsonReader.Outcome.Value.class::cast)
        .map(JsonReader.Outcome.Value::json)
        .filter(Json.JsonObject.class::isInstance)
        .map(Json.JsonObject.class::cast)
        .flatMap(answer -> answer.get("token").or(() -> answer.get("access_token")))
        .filter(Json.JsonString.class::isInstance)
        .map(token -> ((Json.JsonString) token).value())
        .flatMap(Look::printable)
        .orElseThrow(() -> Ended.invalidAnswer("an answer of the realm without a token"));
  }

  /** A token that a header can carry. */
  private static Optional<String> printable(String token) {
    boolean fits =
        !token.isEmpty()
            && token.length() <= MAX_TOKEN
            && token.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return fits ? Optional.of(token) : Optional.empty();
  }
}
