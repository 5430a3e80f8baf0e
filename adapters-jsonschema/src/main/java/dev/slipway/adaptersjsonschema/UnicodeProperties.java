package dev.slipway.adaptersjsonschema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The Unicode properties that ECMA-262 names in {@code \p{…}}, by the tables of the JDK. What these
 * have no table for is not known: script extensions, and some twenty rare properties of yes and no.
 * Thread-safe.
 */
final class UnicodeProperties {

  /** The categories by all their names; bit n stands for {@link Character#getType} n. */
  private static final Map<String, Integer> CATEGORIES = categories();

  /** The properties of yes and no. */
  private static final Map<String, IntPredicate> PROPERTIES = properties();

  private static final Pattern SCRIPT = Pattern.compile("[A-Z][a-z]+(?:_?[A-Z][a-z]+)*");

  /** Looking through all of Unicode takes some milliseconds, so it is done once a property. */
  private static final Map<String, CodePoints> KNOWN = new ConcurrentHashMap<>();

  private UnicodeProperties() {}

  /**
   * The code points that have a property.
   *
   * @param text what stands between the braces: {@code Lu}, {@code gc=Lu}, {@code Script=Greek}
   */
  static Optional<CodePoints> named(String text) {
    int equals = text.indexOf('=');
    String value = text.substring(equals + 1);
    Optional<IntPredicate> members =
        switch (equals < 0 ? "" : text.substring(0, equals)) {
          case "" -> equals == 0 ? Optional.empty() : category(value).or(() -> property(value));
          case "General_Category", "gc" -> category(value);
          case "Script", "sc" -> script(value);
          default -> Optional.empty();
        };
    return members.map(is -> KNOWN.computeIfAbsent(text, key -> CodePoints.where(is)));
  }

  private static Optional<IntPredicate> category(String name) {
    return Optional.ofNullable(CATEGORIES.get(name))
        .map(types -> c -> (types >> Character.getType(c) & 1) == 1);
  }

  private static Optional<IntPredicate> property(String name) {
    return Optional.ofNullable(PROPERTIES.get(name));
  }

  private static Optional<IntPredicate> script(String name) {
    if (!SCRIPT.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      var script = Character.UnicodeScript.forName(name);
      return Optional.of(c -> Character.UnicodeScript.of(c) == script);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, Integer> categories() {
    var types =
        Map.ofEntries(
            Map.entry("Lu Uppercase_Letter", Character.UPPERCASE_LETTER),
            Map.entry("Ll Lowercase_Letter", Character.LOWERCASE_LETTER),
            Map.entry("Lt Titlecase_Letter", Character.TITLECASE_LETTER),
            Map.entry("Lm Modifier_Letter", Character.MODIFIER_LETTER),
            Map.entry("Lo Other_Letter", Character.OTHER_LETTER),
            Map.entry("Mn Nonspacing_Mark", Character.NON_SPACING_MARK),
            Map.entry("Mc Spacing_Mark", Character.COMBINING_SPACING_MARK),
            Map.entry("Me Enclosing_Mark", Character.ENCLOSING_MARK),
            Map.entry("Nd Decimal_Number digit", Character.DECIMAL_DIGIT_NUMBER),
            Map.entry("Nl Letter_Number", Character.LETTER_NUMBER),
            Map.entry("No Other_Number", Character.OTHER_NUMBER),
            Map.entry("Pc Connector_Punctuation", Character.CONNECTOR_PUNCTUATION),
            Map.entry("Pd Dash_Punctuation", Character.DASH_PUNCTUATION),
            Map.entry("Ps Open_Punctuation", Character.START_PUNCTUATION),
            Map.entry("Pe Close_Punctuation", Character.END_PUNCTUATION),
            Map.entry("Pi Initial_Punctuation", Character.INITIAL_QUOTE_PUNCTUATION),
            Map.entry("Pf Final_Punctuation", Character.FINAL_QUOTE_PUNCTUATION),
            Map.entry("Po Other_Punctuation", Character.OTHER_PUNCTUATION),
            Map.entry("Sm Math_Symbol", Character.MATH_SYMBOL),
            Map.entry("Sc Currency_Symbol", Character.CURRENCY_SYMBOL),
            Map.entry("Sk Modifier_Symbol", Character.MODIFIER_SYMBOL),
            Map.entry("So Other_Symbol", Character.OTHER_SYMBOL),
            Map.entry("Zs Space_Separator", Character.SPACE_SEPARATOR),
            Map.entry("Zl Line_Separator", Character.LINE_SEPARATOR),
            Map.entry("Zp Paragraph_Separator", Character.PARAGRAPH_SEPARATOR),
            Map.entry("Cc Control cntrl", Character.CONTROL),
            Map.entry("Cf Format", Character.FORMAT),
            Map.entry("Cn Unassigned", Character.UNASSIGNED),
            Map.entry("Co Private_Use", Character.PRIVATE_USE),
            Map.entry("Cs Surrogate", Character.SURROGATE));
    var groups =
        List.of(
            "L Letter",
            "M Mark Combining_Mark",
            "N Number",
            "P Punctuation punct",
            "S Symbol",
            "Z Separator",
            "C Other");
    var categories = new HashMap<String, Integer>();
    types.forEach((names, type) -> names(names).forEach(name -> categories.put(name, 1 << type)));
    for (String group : groups) {
      int all =
          types.entrySet().stream()
              .filter(type -> type.getKey().charAt(0) == group.charAt(0))
              .mapToInt(type -> 1 << type.getValue())
              .reduce(0, (one, other) -> one | other);
      names(group).forEach(name -> categories.put(name, all));
    }
    int cased =
        1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER;
    names("LC Cased_Letter").forEach(name -> categories.put(name, cased));
    return Map.copyOf(categories);
  }

  private static Map<String, IntPredicate> properties() {
    var properties = new HashMap<String, IntPredicate>();
    var named =
        Map.<String, IntPredicate>ofEntries(
            Map.entry("Any", c -> true),
            Map.entry("ASCII", c -> c < 0x80),
            Map.entry("Assigned", c -> Character.getType(c) != Character.UNASSIGNED),
            Map.entry("Alphabetic Alpha", Character::isAlphabetic),
            Map.entry("Lowercase Lower", Character::isLowerCase),
            Map.entry("Uppercase Upper", Character::isUpperCase),
            Map.entry("White_Space space", UnicodeProperties::isBlank),
            Map.entry("Ideographic Ideo", Character::isIdeographic),
            Map.entry("ID_Start IDS", Character::isUnicodeIdentifierStart),
            Map.entry("ID_Continue IDC", UnicodeProperties::continuesName),
            Map.entry("ASCII_Hex_Digit AHex", c -> c < 0x80 && Character.digit(c, 16) >= 0),
            Map.entry("Noncharacter_Code_Point NChar", UnicodeProperties::isNoCharacter),
            Map.entry("Join_Control Join_C", c -> c == 0x200c || c == 0x200d),
            Map.entry("Regional_Indicator RI", c -> c >= 0x1f1e6 && c <= 0x1f1ff),
            Map.entry("Emoji", Character::isEmoji),
            Map.entry("Emoji_Component EComp", Character::isEmojiComponent),
            Map.entry("Emoji_Modifier EMod", Character::isEmojiModifier),
            Map.entry("Emoji_Modifier_Base EBase", Character::isEmojiModifierBase),
            Map.entry("Emoji_Presentation EPres", Character::isEmojiPresentation),
            Map.entry("Extended_Pictographic ExtPict", Character::isExtendedPictographic));
    named.forEach((names, is) -> names(names).forEach(name -> properties.put(name, is)));
    return Map.copyOf(properties);
  }

  private static List<String> names(String names) {
    return List.of(names.split(" ", -1));
  }

  private static boolean isBlank(int c) {
    return (c >= 0x9 && c <= 0xd) || c == 0x85 || Character.isSpaceChar(c);
  }

  private static boolean continuesName(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  private static boolean isNoCharacter(int c) {
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
  }
}
