package dev.slipway.adaptersjsonschema;

import dev.slipway.domain.form.Parsed;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an expression of ECMA-262 in the words of RE2. Belongs to one thread and one expression.
 *
 * <h2>What differs</h2>
 *
 * <p>Both languages look alike and mean different things by: {@code .} (line ends), {@code $} (a
 * last line end), {@code \s} (Unicode blanks), {@code []} and {@code [^]}, {@code [[:alpha:]]},
 * {@code \/} and other escapes, {@code \cX}, {@code \\u}, the long names of Unicode categories,
 * {@code (?i)}, {@code \A}, {@code \Q}, a brace that counts nothing. So each atom is read and
 * written anew, and characters are written by their number. Groups capture nothing, and whether a
 * repetition is greedy does not matter, because only the fact of a match is asked for.
 *
 * <p>As browsers do, and other than the {@code u} flag says, a punctuation mark may be escaped
 * without need, and a brace or bracket that means nothing is itself.
 *
 * <h2>What is refused</h2>
 *
 * <p>Look-around and back-references, which no linear algorithm knows; properties that RE2 has no
 * table for; and what would make too large a program: repetitions are written out when it is
 * compiled, and they multiply.
 */
final class EcmaTranslation {

  /** How many instructions the program may have, by estimate. */
  static final int MAX_SIZE = 10_000;

  private static final int MAX_DEPTH = 100;

  /** The largest count that RE2 takes in one repetition. */
  private static final int RE2_COUNT = 1_000;

  private static final int NO_MORE = -1;

  private static final String ANY = "[\\x{0}-\\x{10ffff}]";
  private static final String NONE = "[^\\x{0}-\\x{10ffff}]";
  private static final String NO_LINE_END = "[^\\x{a}\\x{d}\\x{2028}\\x{2029}]";

  private static final String BLANKS =
      "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}"
          + "\\x{3000}\\x{feff}";
  private static final String NO_BLANKS =
      "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}"
          + "\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}"
          + "\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";

  private static final Map<String, String> CATEGORIES = categories();

  private static final Set<String> SCRIPTS =
      Set.of(
          "Arabic",
          "Armenian",
          "Balinese",
          "Bamum",
          "Bengali",
          "Bopomofo",
          "Braille",
          "Buginese",
          "Canadian_Aboriginal",
          "Cham",
          "Cherokee",
          "Common",
          "Coptic",
          "Cyrillic",
          "Deseret",
          "Devanagari",
          "Ethiopic",
          "Georgian",
          "Glagolitic",
          "Gothic",
          "Greek",
          "Gujarati",
          "Gurmukhi",
          "Han",
          "Hangul",
          "Hebrew",
          "Hiragana",
          "Inherited",
          "Javanese",
          "Kannada",
          "Katakana",
          "Khmer",
          "Lao",
          "Latin",
          "Malayalam",
          "Mongolian",
          "Myanmar",
          "Ogham",
          "Oriya",
          "Runic",
          "Sinhala",
          "Sundanese",
          "Syriac",
          "Tagalog",
          "Tamil",
          "Telugu",
          "Thaana",
          "Thai",
          "Tibetan",
          "Yi");

  private final String source;
  private final StringBuilder re2 = new StringBuilder();
  private int at;
  private int depth;

  private EcmaTranslation(String source) {
    this.source = source;
  }

  /** The same expression for RE2, or why there is none. */
  static Parsed<String> toRe2(String source) {
    try {
      return Parsed.valid(new EcmaTranslation(source).whole());
    } catch (Refused e) {
      return Parsed.invalid(e.reason);
    }
  }

  private String whole() throws Refused {
    alternatives();
    if (at < source.length()) {
      throw new Refused("the expression closes a group that it has not opened");
    }
    return re2.toString();
  }

  /** Reads up to the end of a group or of all, and estimates the size of the program. */
  private long alternatives() throws Refused {
    long size = 1;
    while (at < source.length() && source.charAt(at) != ')') {
      if (source.charAt(at) == '|') {
        at++;
        re2.append('|');
        size++;
      } else {
        size += bounded(term());
      }
      bounded(size);
    }
    return size;
  }

  private static long bounded(long size) throws Refused {
    if (size > MAX_SIZE) {
      throw new Refused("the expression is too large when its repetitions are written out");
    }
    return size;
  }

  private long term() throws Refused {
    int start = re2.length();
    char c = source.charAt(at);
    return switch (c) {
      case '^' -> assertion(1, "\\A");
      case '$' -> assertion(1, "\\z");
      case '(' -> repeated(start, group());
      case '.' -> {
        at++;
        re2.append(NO_LINE_END);
        yield repeated(start, 1);
      }
      case '[' -> {
        at++;
        set();
        yield repeated(start, 1);
      }
      case '*', '+', '?' -> throw nothingToRepeat();
      case '{' -> {
        if (counts() != null) {
          throw nothingToRepeat();
        }
        yield literal(start);
      }
      case '\\' -> {
        if (source.startsWith("\\b", at)) {
          yield assertion(2, "\\b");
        }
        if (source.startsWith("\\B", at)) {
          yield assertion(2, "\\B");
        }
        at++;
        Atom atom = escape(false);
        re2.append(atom.isSet() ? "[" + atom.set() + "]" : character(atom.character()));
        yield repeated(start, 1);
      }
      default -> literal(start);
    };
  }

  private static Refused nothingToRepeat() {
    return new Refused("the expression repeats nothing");
  }

  private long assertion(int length, String written) throws Refused {
    at += length;
    re2.append(written);
    if (at < source.length()
        && ("*+?".indexOf(source.charAt(at)) >= 0
            || (source.charAt(at) == '{' && counts() != null))) {
      throw nothingToRepeat();
    }
    return 1;
  }

  private long literal(int start) throws Refused {
    re2.append(character(next()));
    return repeated(start, 1);
  }

  private int next() {
    int c = source.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  private long group() throws Refused {
    if (++depth > MAX_DEPTH) {
      throw new Refused("the expression nests more than 100 groups");
    }
    at++;
    if (source.startsWith("?", at)) {
      if (source.startsWith("?:", at)) {
        at += 2;
      } else if (source.startsWith("?=", at)
          || source.startsWith("?!", at)
          || source.startsWith("?<=", at)
          || source.startsWith("?<!", at)) {
        throw new Refused("the expression looks ahead or behind, which is not supported");
      } else if (source.startsWith("?<", at)) {
        groupName();
      } else {
        throw new Refused("the expression has a group that ECMA-262 does not know");
      }
    }
    re2.append("(?:");
    long size = alternatives();
    if (at == source.length()) {
      throw new Refused("the expression opens a group that it does not close");
    }
    at++;
    re2.append(')');
    depth--;
    return size;
  }

  private void groupName() throws Refused {
    int end = source.indexOf('>', at);
    if (end <= at + 2
        || !Character.isJavaIdentifierStart(source.codePointAt(at + 2))
        || !source.substring(at + 2, end).codePoints().allMatch(Character::isJavaIdentifierPart)) {
      throw new Refused("the expression has a group with a bad name");
    }
    at = end + 1;
  }

  /** Writes how often the atom written from {@code start} on is repeated. */
  private long repeated(int start, long size) throws Refused {
    if (at == source.length()) {
      return size;
    }
    char c = source.charAt(at);
    Counts counts = c == '{' ? counts() : null;
    if (counts != null) {
      at = counts.end();
    } else if (c == '*' || c == '+' || c == '?') {
      at++;
    } else {
      return size;
    }
    if (source.startsWith("?", at)) {
      at++;
    }
    if (counts == null) {
      re2.append(c);
      return size + 1;
    }
    return counted(start, size, counts);
  }

  private long counted(int start, long size, Counts counts) throws Refused {
    if (counts.most() != NO_MORE && counts.most() < counts.least()) {
      throw new Refused("the expression repeats at least more often than at most");
    }
    boolean open = counts.most() == NO_MORE;
    long written = bounded((size + 1) * (open ? counts.least() + 1L : Math.max(1, counts.most())));
    String atom = re2.substring(start);
    re2.setLength(start);
    re2.append("(?:");
    repeat(atom, "{", counts.least());
    if (open) {
      re2.append(atom).append('*');
    } else {
      repeat(atom, "{0,", counts.most() - counts.least());
    }
    re2.append(')');
    return written;
  }

  /** Writes {@code atom} so many times, in pieces that RE2 takes. */
  private void repeat(String atom, String brace, int times) {
    if (times >= RE2_COUNT) {
      re2.append("(?:").append(atom).append(brace).append(RE2_COUNT).append("}){");
      re2.append(times / RE2_COUNT).append('}');
    }
    if (times % RE2_COUNT > 0) {
      re2.append(atom).append(brace).append(times % RE2_COUNT).append('}');
    }
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
    return new Counts(least, end == comma + 1 ? NO_MORE : count(comma + 1, end), end + 1);
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
      count = Math.min(count * 10 + source.charAt(i) - '0', MAX_SIZE + 1);
    }
    return count;
  }

  /** Reads a class up to its bracket. */
  private void set() throws Refused {
    boolean negated = source.startsWith("^", at);
    if (negated) {
      at++;
    }
    var members = new StringBuilder();
    while (at < source.length() && source.charAt(at) != ']') {
      Atom first = member();
      if (source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']') {
        at++;
        Atom last = member();
        if (first.isSet() || last.isSet()) {
          members.append(written(first)).append(character('-')).append(written(last));
        } else if (first.character() > last.character()) {
          throw new Refused("the expression has a range whose ends are in the wrong order");
        } else {
          members.append(written(first)).append('-').append(written(last));
        }
      } else {
        members.append(written(first));
      }
    }
    if (at == source.length()) {
      throw new Refused("the expression opens a class that it does not close");
    }
    at++;
    if (members.isEmpty()) {
      re2.append(negated ? ANY : NONE);
    } else {
      re2.append(negated ? "[^" : "[").append(members).append(']');
    }
  }

  private Atom member() throws Refused {
    if (source.charAt(at) == '\\') {
      at++;
      return escape(true);
    }
    return new Atom(next(), "");
  }

  private static String written(Atom atom) {
    return atom.isSet() ? atom.set() : character(atom.character());
  }

  private static String character(int c) {
    boolean plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return plain ? String.valueOf((char) c) : "\\x{" + Integer.toHexString(c) + "}";
  }

  /** Reads what follows a backslash. */
  private Atom escape(boolean inClass) throws Refused {
    if (at == source.length()) {
      throw new Refused("the expression ends in a backslash");
    }
    int c = next();
    return switch (c) {
      case 'd' -> new Atom(0, "0-9");
      case 'D' -> new Atom(0, "\\D");
      case 'w' -> new Atom(0, "0-9A-Za-z_");
      case 'W' -> new Atom(0, "\\W");
      case 's' -> new Atom(0, BLANKS);
      case 'S' -> new Atom(0, NO_BLANKS);
      case 'p', 'P' -> property(c == 'P');
      case 't' -> new Atom('\t', "");
      case 'n' -> new Atom('\n', "");
      case 'v' -> new Atom(0x0b, "");
      case 'f' -> new Atom('\f', "");
      case 'r' -> new Atom('\r', "");
      case 'b' -> {
        if (!inClass) {
          throw unknownEscape();
        }
        yield new Atom('\b', "");
      }
      case '0' -> {
        if (digitsEnd(at) > at) {
          throw unknownEscape();
        }
        yield new Atom(0, "");
      }
      case 'c' -> {
        if (at == source.length() || !isLetter(source.charAt(at))) {
          throw unknownEscape();
        }
        yield new Atom(next() % 32, "");
      }
      case 'x' -> new Atom(hex(2), "");
      case 'u' -> new Atom(unicode(), "");
      case '1', '2', '3', '4', '5', '6', '7', '8', '9', 'k' ->
          throw new Refused("the expression refers back to a group, which is not supported");
      default -> {
        if (Character.isLetterOrDigit(c) || c == '_') {
          throw unknownEscape();
        }
        yield new Atom(c, "");
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
      if (digits.isEmpty() || digits.length() > 8 || !isHex(digits)) {
        throw unknownEscape();
      }
      long c = Long.parseLong(digits, 16);
      if (c > Character.MAX_CODE_POINT) {
        throw unknownEscape();
      }
      at = end + 1;
      return (int) c;
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

  private Atom property(boolean negated) throws Refused {
    int end = source.indexOf('}', at);
    if (!source.startsWith("{", at) || end < 0) {
      throw unknownEscape();
    }
    String name = source.substring(at + 1, end);
    at = end + 1;
    int equals = name.indexOf('=');
    String key = equals < 0 ? "" : name.substring(0, equals);
    String value = name.substring(equals + 1);
    String re2Name =
        switch (key) {
          case "", "General_Category", "gc" -> CATEGORIES.getOrDefault(value, "");
          case "Script", "sc" -> SCRIPTS.contains(value) ? value : "";
          default -> "";
        };
    if (name.equals("ASCII")) {
      return new Atom(0, negated ? "\\x{80}-\\x{10ffff}" : "\\x{0}-\\x{7f}");
    }
    if (name.equals("Any") && !negated) {
      return new Atom(0, "\\x{0}-\\x{10ffff}");
    }
    if (re2Name.isEmpty()) {
      throw new Refused("the expression has a Unicode property that is not supported");
    }
    return new Atom(0, (negated ? "\\P{" : "\\p{") + re2Name + "}");
  }

  private static Map<String, String> categories() {
    var categories = new HashMap<String, String>();
    String[] names = {
      "L Letter",
      "Lu Uppercase_Letter",
      "Ll Lowercase_Letter",
      "Lt Titlecase_Letter",
      "Lm Modifier_Letter",
      "Lo Other_Letter",
      "M Mark Combining_Mark",
      "Mn Nonspacing_Mark",
      "Mc Spacing_Mark",
      "Me Enclosing_Mark",
      "N Number",
      "Nd Decimal_Number digit",
      "Nl Letter_Number",
      "No Other_Number",
      "P Punctuation punct",
      "Pc Connector_Punctuation",
      "Pd Dash_Punctuation",
      "Ps Open_Punctuation",
      "Pe Close_Punctuation",
      "Pi Initial_Punctuation",
      "Pf Final_Punctuation",
      "Po Other_Punctuation",
      "S Symbol",
      "Sm Math_Symbol",
      "Sc Currency_Symbol",
      "Sk Modifier_Symbol",
      "So Other_Symbol",
      "Z Separator",
      "Zs Space_Separator",
      "Zl Line_Separator",
      "Zp Paragraph_Separator",
      "Cc Control cntrl",
      "Cf Format",
      "Co Private_Use",
      "Cs Surrogate",
    };
    for (String line : names) {
      String shortest = line.substring(0, line.indexOf(' '));
      for (String name : line.split(" ", -1)) {
        categories.put(name, shortest);
      }
    }
    return Map.copyOf(categories);
  }

  /** One character, or the members of a set as a class of RE2 writes them. */
  private record Atom(int character, String set) {

    boolean isSet() {
      return !set.isEmpty();
    }
  }

  /** How often something is repeated, and where that ends. */
  private record Counts(int least, int most, int end) {}

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
