package dev.slipway.adaptershttp.endpoint;

import dev.slipway.domain.catalogue.ProviderName;
import dev.slipway.domain.catalogue.VersionId;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.version.SemVer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads what paths name. A name outside its grammar names nothing: 404, in the same words as for
 * what is not there, made of the request alone (contract/foundation.md section 1, "404 texts").
 */
final class Paths {
  private Paths() {}

  /** Goes on with the catalogue's provider that the path names. */
  static Answer provider(Request request, Function<ProviderName, Answer> next) {
    return named(request, next, () -> noProvider(canonical(request)));
  }

  /** Goes on with the provider whose installation the path names. */
  static Answer installed(Request request, Function<ProviderName, Answer> next) {
    return named(request, next, () -> notInstalled(canonical(request)));
  }

  /** Goes on with the version that the path names. */
  static Answer version(Request request, Function<VersionId, Answer> next) {
    return version(request, "version", next);
  }

  /** Goes on with the version that a segment of the path names. */
  static Answer version(Request request, String segment, Function<VersionId, Answer> next) {
    var text = request.segment(segment);
    Supplier<Answer> absent = () -> noVersion(canonical(request), text);
    return named(
        request,
        name ->
            switch (SemVer.parse(text)) {
              case Parsed.Valid<SemVer>(var version) -> next.apply(new VersionId(name, version));
              case Parsed.Invalid<SemVer> invalid -> absent.get();
            },
        absent);
  }

  static Answer noProvider(String canonical) {
    return Answer.problem(404, "Provider not found: " + canonical);
  }

  static Answer noVersion(String canonical, String version) {
    return Answer.problem(404, "Version not found: " + canonical + "@" + version);
  }

  static Answer notInstalled(String canonical) {
    return Answer.problem(404, "Provider not installed: " + canonical);
  }

  private static Answer named(
      Request request, Function<ProviderName, Answer> next, Supplier<Answer> otherwise) {
    return switch (ProviderName.parse(request.segment("prefix"), request.segment("name"))) {
      case Parsed.Valid<ProviderName>(var name) -> next.apply(name);
      case Parsed.Invalid<ProviderName> invalid -> otherwise.get();
    };
  }

  private static String canonical(Request request) {
    return request.segment("prefix") + "/" + request.segment("name");
  }
}
