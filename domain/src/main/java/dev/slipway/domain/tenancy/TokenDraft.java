package dev.slipway.domain.tenancy;

import dev.slipway.domain.form.ClosedForm;
import dev.slipway.domain.form.Finding;
import dev.slipway.domain.form.Parsed;
import dev.slipway.domain.form.Read;
import dev.slipway.domain.form.Reason;
import dev.slipway.domain.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A token that somebody wants for their own workspace, well formed, and with no scope that is not
 * covered by one of theirs. Implements section 3 of the contract's page on packages.
 *
 * @param name what people call it, 1 to 100 characters
 * @param expiresAt from when it is refused
 * @param scopes what it grants, at least one
 */
public record TokenDraft(String name, Optional<Instant> expiresAt, List<Scope> scopes) {

  private static final int MAX_NAME = 100;
  private static final int MAX_SCOPES = 100;
  private static final int MAX_SCOPE_LENGTH = 6 + ScopePattern.MAX_LENGTH;

  /** The end of the year 9999, in seconds. */
  private static final long LATEST = 253_402_300_799L;

  public TokenDraft {
    scopes = List.copyOf(scopes);
  }

  /**
   * Reads it from a request's body.
   *
   * @param maker who wants it; without scopes in the body it gets theirs
   * @param now what is not after this is past
   */
  public static Read<TokenDraft> read(Json body, Caller.Member maker, Instant now) {
    return ClosedForm.read(body, List.of("body"), form -> read(form, maker, now));
  }

  private static Optional<TokenDraft> read(ClosedForm form, Caller.Member maker, Instant now) {
    var name = form.requiredText("name", 1, MAX_NAME);
    var expiresAt =
        form.nullableNumber("expires_at").flatMap(seconds -> expiry(form, seconds, now));
    var given = form.optional("scopes");
    var words =
        given.flatMap(
            list -> form.texts(form.place("scopes"), list, 1, MAX_SCOPES, MAX_SCOPE_LENGTH));
    var scopes =
        given.isEmpty() ? Optional.of(own(maker)) : words.flatMap(all -> scopes(form, maker, all));
    return name.isPresent() && scopes.isPresent()
        ? Optional.of(new TokenDraft(name.get(), expiresAt, scopes.get()))
        : Optional.empty();
  }

  private static Optional<Instant> expiry(ClosedForm form, long seconds, Instant now) {
    if (seconds > LATEST || !Instant.ofEpochSecond(seconds).isAfter(now)) {
      form.wrong("expires_at", Reason.INVALID, "Must be in the future, and before the year 10000");
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  private static List<Scope> own(Caller.Member maker) {
    return maker.scopes().stream().sorted(Comparator.comparing(Scope::word)).toList();
  }

  private static Optional<List<Scope>> scopes(
      ClosedForm form, Caller.Member maker, List<String> words) {
    var scopes = new ArrayList<Scope>();
    for (int i = 0; i < words.size(); i++) {
      var at = Finding.within(form.place("scopes"), Integer.toString(i));
      switch (Scope.parse(words.get(i))) {
        case Parsed.Invalid<Scope>(var why) -> form.wrong(Finding.at(at, Reason.INVALID, why));
        case Parsed.Valid<Scope>(var scope) -> {
          if (maker.mayGrant(scope)) {
            scopes.add(scope);
          } else {
            form.wrong(Finding.at(at, Reason.INVALID, "Must be covered by a scope of one's own"));
          }
        }
      }
    }
    return scopes.size() == words.size() ? Optional.of(List.copyOf(scopes)) : Optional.empty();
  }
}
