package dev.slipway.adaptersjsonschema;

import dev.slipway.adaptersjsonschema.Expression.Place;
import dev.slipway.domain.form.Parsed;
import java.io.Serial;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression of ECMA-262 with its {@code u} flag. Belongs to one thread and one
 * expression.
 *
 * <p>As browsers do, and other than the {@code u} flag says, a punctuation mark may be escaped
 * without need, and a brace or bracket that means nothing is itself.
 *
 * <p>Section 7 of the contract's packages page bounds its length, and counts inside counts.
 */
final class ExpressionReader {

  /** How many characters an expression may have. */
  static final int MAX_LENGTH = 1_000;

  /** What counts inside counts may multiply to. */
  static final int MAX_COUNT = 1_000;

  private static final CodePoints DIGITS = CodePoints.range('0', '9');

  /** The characters of words. */
  static final CodePoints WORD = CodePoints.ranges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');

  private static final CodePoints BLANKS =
      CodePoints.ranges(
          0x9, 0xd, 0x20, 0x20, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f,
          0x202f, 0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff);

  private static final CodePoints NO_LINE_END =
      CodePoints.ranges('\n', '\n', '\r', '\r', 0x2028, 0x2029).complement();

  private final String source;

  /** What a first reading has found, as a reference may precede its group. */
  private final @Nullable Groups all;

  private final Map<String, Integer> names = new HashMap<>();
  private int groups;
  private boolean refersBack;
  private int at;

  private ExpressionReader(String source, @Nullable Groups all) {
    this.source = source;
    this.all = all;
  }

  /** The expression that {@code source} spells, or why there is none. */
  static Parsed<Expression> read(String source) {
    if (source.codePointCount(0, source.length()) > MAX_LENGTH) {
      return Parsed.invalid("the expression has more than 1,000 characters");
    }
    try {
      var reader = new ExpressionReader(source, null);
      Expression expression = reader.whole();
      return Parsed.valid(
          reader.refersBack
              ? new ExpressionReader(source, new Groups(reader.groups, reader.names)).whole()
              : expression);
    } catch (Refused e) {
      return Parsed.invalid(e.reason);
    }
  }

  private Expression whole() throws Refused {
    Expression whole = alternatives();
    if (at < source.length()) {
      throw new Refused("the expression closes a group that it has not opened");
    }
    if (Expression.counts(whole) > MAX_COUNT) {
      throw new Refused("the expression has counts that multiply to more than 1,000");
    }
    return whole;
  }

  /** Reads up to the end of a group or of all. */
  private Expression alternatives() throws Refused {
    var alternatives = new ArrayList<Expression>();
    var parts = new ArrayList<Expression>();
    while (at < source.length() && source.charAt(at) != ')') {
      if (source.charAt(at) == '|') {
        at++;
        alternatives.add(sequence(parts));
        parts.clear();
      } else {
        parts.add(term());
      }
    }
    alternatives.add(sequence(parts));
    return alternatives.size() == 1 ? alternatives.getFirst() : new Expression.Choice(alternatives);
  }

  private static Expression sequence(List<Expression> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Expression.Sequence(List.copyOf(parts));
  }

  private Expression term() throws Refused {
    return switch (source.charAt(at)) {
      case '^' -> place(1, Place.START);
      case '$' -> place(1, Place.END);
      case '(' -> group();
      case '.' -> {
        at++;
        yield repeated(new Expression.One(NO_LINE_END));
      }
      case '[' -> {
        at++;
        yield repeated(new Expression.One(set()));
      }
      case '*', '+', '?' -> throw nothingToRepeat();
      case '{' -> {
        if (counts() != null) {
          throw nothingToRepeat();
        }
        yield literal();
      }
      case '\\' -> {
        if (source.startsWith("\\b", at)) {
          yield place(2, Place.EDGE_OF_WORD);
        }
        if (source.startsWith("\\B", at)) {
          yield place(2, Place.NO_EDGE_OF_WORD);
        }
        at++;
        yield repeated(refersBack() ? again() : new Expression.One(escape(false).members()));
      }
      default -> literal();
    };
  }

  private Expression place(int length, Place place) throws Refused {
    at += length;
    return unrepeated(new Expression.At(place));
  }

  private Expression unrepeated(Expression place) throws Refused {
    if (at < source.length()
        && ("*+?".indexOf(source.charAt(at)) >= 0
            || (source.charAt(at) == '{' && counts() != null))) {
      throw nothingToRepeat();
    }
    return place;
  }

  private static Refused nothingToRepeat() {
    return new Refused("the expression repeats nothing");
  }

  private Expression literal() throws Refused {
    return repeated(new Expression.One(Atom.of(next()).members()));
  }

  private int next() {
    int c = source.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private Expression group() throws Refused {
    at++;
    if (!source.startsWith("?", at)) {
      return repeated(captured());
    }
    if (skip("?:")) {
      return repeated(inner());
    }
    for (boolean wanted : List.of(true, false)) {
      String sign = wanted ? "=" : "!";
      if (skip("?" + sign)) {
        return unrepeated(new Expression.Look(true, wanted, inner()));
      }
      if (skip("?<" + sign)) {
        return unrepeated(new Expression.Look(false, wanted, inner()));
      }
    }
    if (skip("?<")) {
      if (names.put(name(), groups + 1) != null) {
        throw new Refused("the expression has two groups of one name");
      }
      return repeated(captured());
    }
    throw new Refused("the expression has a group that ECMA-262 does not know");
  }

  private boolean skip(String text) {
    boolean there = source.startsWith(text, at);
    if (there) {
      at += text.length();
    }
    return there;
  }

  private Expression captured() throws Refused {
    int group = ++groups;
    return new Expression.Captured(group, inner());
  }

  private Expression inner() throws Refused {
    Expression inner = alternatives();
    if (at == source.length()) {
      throw new Refused("the expression opens a group that it does not close");
    }
    at++;
    return inner;
  }

  /** The name up to its angle. */
  private String name() throws Refused {
    int end = source.indexOf('>', at);
    String name = end < 0 ? "" : source.substring(at, end);
    if (name.isEmpty()
        || !startsName(name.codePointAt(0))
        || !name.codePoints().allMatch(ExpressionReader::continuesName)) {
      throw new Refused("the expression has a group with a bad name");
    }
    at = end + 1;
    return name;
  }

  private static boolean startsName(int c) {
    return c == '$' || c == '_' || Character.isUnicodeIdentifierStart(c);
  }

  private static boolean continuesName(int c) {
    return c == '$' || Character.isUnicodeIdentifierPart(c);
  }

  /** Whether what follows the backslash is a reference to a group. */
  private boolean refersBack() {
    return at < source.length() && "123456789k".indexOf(source.charAt(at)) >= 0;
  }

  private Expression again() throws Refused {
    refersBack = true;
    if (skip("k")) {
      if (!skip("<")) {
        throw unknownEscape();
      }
      String name = name();
      return again(all == null ? 0 : all.names().getOrDefault(name, Integer.MAX_VALUE));
    }
    int start = at;
    at = digitsEnd(at);
    return again(count(start, at));
  }

  private Expression again(int group) throws Refused {
    if (all != null && group > all.size()) {
      throw new Refused("the expression refers back to a group that it has not");
    }
    return new Expression.Again(group);
  }

  /** How often {@code expression} is repeated, as is written at the current place. */
  private Expression repeated(Expression expression) throws Refused {
    if (at == source.length()) {
      return expression;
    }
    Counts counts =
        switch (source.charAt(at)) {
          case '*' -> new Counts(0, Expression.WITHOUT_END, at + 1);
          case '+' -> new Counts(1, Expression.WITHOUT_END, at + 1);
          case '?' -> new Counts(0, 1, at + 1);
          case '{' -> counts();
          default -> null;
        };
    if (counts == null) {
      return expression;
    }
    if (counts.most() < counts.least()) {
      throw new Refused("the expression repeats at least more often than at most");
    }
    at = counts.end();
    boolean eager = !skip("?");
    return new Expression.Repeated(expression, counts.least(), counts.most(), eager);
  }

  /** {@code {2}}, {@code {2,}} or {@code {2,3}} at the current place; null when it is none. */
  private @Nullable Counts counts() {
    int comma = digitsEnd(at + 1);
    if (comma == at + 1 || comma == source.length()) {
      return null;
    }
    int least = count(at + 1, comma);
    if (source.charAt(comma) == '}') {
      return new Counts(least, least, comma + 1);
    }
    int end = digitsEnd(comma + 1);
    if (source.charAt(comma) != ',' || end == source.length() || source.charAt(end) != '}') {
      return null;
    }
    int most = end == comma + 1 ? Expression.WITHOUT_END : count(comma + 1, end);
    return new Counts(least, most, end + 1);
  }

  private int digitsEnd(int from) {
    int end = from;
    while (end < source.length() && source.charAt(end) >= '0' && source.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** The number written there; one that is too large anyway when it is larger. */
  private int count(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count = Math.min(count * 10 + source.charAt(i) - '0', 100_000);
    }
    return count;
  }

  /** Reads a class up to its bracket. */
  private CodePoints set() throws Refused {
    boolean negated = skip("^");
    var members = new ArrayList<CodePoints>();
    while (at < source.length() && source.charAt(at) != ']') {
      Atom first = member();
      if (source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']') {
        at++;
        members.add(range(first, member()));
      } else {
        members.add(first.members());
      }
    }
    if (at == source.length()) {
      throw new Refused("the expression opens a class that it does not close");
    }
    at++;
    CodePoints all = CodePoints.union(members);
    return negated ? all.complement() : all;
  }

  private Atom member() throws Refused {
    return skip("\\") ? escape(true) : Atom.of(next());
  }

  /** A range, or, where an end of it is a set, the three signs for themselves. */
  private static CodePoints range(Atom first, Atom last) throws Refused {
    if (!first.isCharacter() || !last.isCharacter()) {
      return CodePoints.union(List.of(first.members(), CodePoints.range('-', '-'), last.members()));
    }
    if (first.character() > last.character()) {
      throw new Refused("the expression has a range whose ends are in the wrong order");
    }
    return CodePoints.range(first.character(), last.character());
  }

  /** Reads what follows a backslash. */
  private Atom escape(boolean inClass) throws Refused {
    if (at == source.length()) {
      throw new Refused("the expression ends in a backslash");
    }
    int c = next();
    return switch (c) {
      case 'd' -> Atom.of(DIGITS);
      case 'D' -> Atom.of(DIGITS.complement());
      case 'w' -> Atom.of(WORD);
      case 'W' -> Atom.of(WORD.complement());
      case 's' -> Atom.of(BLANKS);
      case 'S' -> Atom.of(BLANKS.complement());
      case 'p' -> Atom.of(property());
      case 'P' -> Atom.of(property().complement());
      case 't' -> Atom.of('\t');
      case 'n' -> Atom.of('\n');
      case 'v' -> Atom.of(0x0b);
      case 'f' -> Atom.of('\f');
      case 'r' -> Atom.of('\r');
      case 'b' -> {
        if (!inClass) {
          throw unknownEscape();
        }
        yield Atom.of('\b');
      }
      case '0' -> {
        if (digitsEnd(at) > at) {
          throw unknownEscape();
        }
        yield Atom.of(0);
      }
      case 'c' -> {
        if (at == source.length() || !isLetter(source.charAt(at))) {
          throw unknownEscape();
        }
        yield Atom.of(next() % 32);
      }
      case 'x' -> Atom.of(hex(2));
      case 'u' -> Atom.of(unicode());
      default -> {
        if (Character.isLetterOrDigit(c) || c == '_') {
          throw unknownEscape();
        }
        yield Atom.of(c);
      }
    };
  }

  private static Refused unknownEscape() {
    return new Refused("the expression has an escape that ECMA-262 does not know");
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private int unicode() throws Refused {
    if (source.startsWith("{", at)) {
      int end = source.indexOf('}', at);
      String digits = end < 0 ? "" : source.substring(at + 1, end);
      if (digits.isEmpty() || !isHex(digits)) {
        throw unknownEscape();
      }
      int c = 0;
      for (int i = 0; i < digits.length() && c <= Character.MAX_CODE_POINT; i++) {
        c = c * 16 + Character.digit(digits.charAt(i), 16);
      }
      if (c > Character.MAX_CODE_POINT) {
        throw unknownEscape();
      }
      at = end + 1;
      return c;
    }
    int first = hex(4);
    if (Character.isHighSurrogate((char) first) && source.startsWith("\\u", at)) {
      int back = at;
      at += 2;
      if (!source.startsWith("{", at)) {
        int second = hex(4);
        if (Character.isLowSurrogate((char) second)) {
          return Character.toCodePoint((char) first, (char) second);
        }
      }
      at = back;
    }
    return first;
  }

  private int hex(int digits) throws Refused {
    if (at + digits > source.length() || !isHex(source.substring(at, at + digits))) {
      throw unknownEscape();
    }
    at += digits;
    return Integer.parseInt(source.substring(at - digits, at), 16);
  }

  private static boolean isHex(String text) {
    return text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
  }

  private CodePoints property() throws Refused {
    int end = source.indexOf('}', at);
    if (!source.startsWith("{", at) || end < 0) {
      throw unknownEscape();
    }
    String name = source.substring(at + 1, end);
    at = end + 1;
    return UnicodeProperties.named(name)
        .orElseThrow(
            () -> new Refused("the expression has a Unicode property that is not supported"));
  }

  /**
   * One character, or a set of them.
   *
   * @param character the only one; negative when it is a set
   */
  private record Atom(int character, CodePoints members) {

    static Atom of(int character) {
      return new Atom(character, CodePoints.range(character, character));
    }

    static Atom of(CodePoints members) {
      return new Atom(-1, members);
    }

    boolean isCharacter() {
      return character >= 0;
    }
  }

  /** How often something is repeated, and where that ends. */
  private record Counts(int least, int most, int end) {}

  /** The groups of an expression: how many, and the numbers of those with names. */
  private record Groups(int size, Map<String, Integer> names) {}

  /** The expression is refused. */
  private static final class Refused extends Exception {
    @Serial private static final long serialVersionUID = 1L;
    private final String reason;

    Refused(String reason) {
      super(reason, null, false, false);
      this.reason = reason;
    }
  }
}
