package dev.slipway.adaptershttp.archive;

import dev.slipway.adaptershttp.json.JsonReader;
import dev.slipway.domain.json.Json;
import dev.slipway.domain.packages.InputSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * The layer of a package: a tar archive behind gzip, with {@code akua.toml} at its root and perhaps
 * a schema. It is read as it comes in, and never unpacked. Stateless. Implements the bounds and
 * refusals of section 5 of the contract's page on packages.
 */
public final class PackageArchive {

  /** How many bytes may come out of gzip. */
  private static final long MAX_UNPACKED = 1L << 30;

  private static final int MAX_ENTRIES = 100_000;

  private static final int MAX_TOML = 64 * 1024;

  /**
   * How large the file of a schema may be; larger than the schema itself, for a file has blanks
   * that people like.
   */
  private static final int MAX_SCHEMA_FILE = 1024 * 1024;

  private static final String TOML = "akua.toml";

  /** Where a schema may be; the first that is there counts. */
  private static final List<String> SCHEMAS =
      List.of("inputs.schema.json", "exported/inputs.schema.json");

  /** A file that is wanted. */
  private sealed interface Wanted {

    @SuppressWarnings("ArrayRecordComponent") // Read once, by the one who made it.
    record Kept(byte[] bytes) implements Wanted {}

    record TooLarge() implements Wanted {}
  }

  private final Map<String, Wanted> wanted = new HashMap<>();

  private PackageArchive() {}

  /**
   * Reads {@code layer} to its end, or to what makes it no package.
   *
   * @throws IOException only if {@code layer} does; it stays open
   */
  public static PackageContent read(InputStream layer) throws IOException {
    try {
      var archive = new PackageArchive();
      try (var unpacked = Unpacked.of(layer, MAX_UNPACKED)) {
        archive.readEntries(unpacked);
        // The check sum of gzip, and whatever is behind it, come last.
        unpacked.transferTo(OutputStream.nullOutputStream());
      }
      return new PackageContent.Found(archive.version(), archive.schema());
    } catch (BadArchive e) {
      return new PackageContent.Bad(e.reason());
    }
  }

  private void readEntries(InputStream unpacked) throws IOException {
    var tar = new TarReader(unpacked);
    int entries = 0;
    for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
      entries++;
      if (entries > MAX_ENTRIES) {
        throw new BadArchive("The archive has more than 100,000 entries");
      }
      judge(entry.get(), tar);
    }
  }

  private void judge(TarEntry entry, TarReader tar) throws IOException {
    EntryPath path = EntryPath.of(entry.path());
    switch (entry.kind()) {
      case FILE -> take(path, entry.size(), tar);
      case DIRECTORY -> {}
      case SYMBOLIC_LINK -> {
        if (path.leavesBy(entry.target())) {
          throw new BadArchive("The archive has a symbolic link that leaves it");
        }
      }
      case HARD_LINK -> throw new BadArchive("The archive has a hard link");
      case DEVICE -> throw new BadArchive("The archive has a device");
      case OTHER ->
          throw new BadArchive(
              "The archive has an entry that is no file, folder, or symbolic link");
    }
  }

  private void take(EntryPath path, long size, TarReader tar) throws IOException {
    String name = path.text();
    boolean toml = name.equals(TOML);
    if (!toml && !SCHEMAS.contains(name)) {
      return;
    }
    if (wanted.containsKey(name)) {
      throw new BadArchive("The archive has a second " + name);
    }
    boolean tooLarge = size > (toml ? MAX_TOML : MAX_SCHEMA_FILE);
    wanted.put(name, tooLarge ? new Wanted.TooLarge() : new Wanted.Kept(tar.read()));
  }

  private String version() throws BadArchive {
    String toml = text(file(TOML).orElseThrow(PackageArchive::noToml), TOML);
    TomlParseResult read = Toml.parse(toml);
    if (read.hasErrors()) {
      var where = read.errors().getFirst().position();
      throw new BadArchive(
          "akua.toml is no TOML at line " + where.line() + ", column " + where.column());
    }
    boolean said = read.isTable(List.of("package")) && read.isString(List.of("package", "version"));
    String version = said ? read.getString(List.of("package", "version")) : null;
    if (version == null) {
      throw new BadArchive("akua.toml has no text as version in its table [package]");
    }
    return version;
  }

  private static BadArchive noToml() {
    return new BadArchive("The archive has no file akua.toml at its root");
  }

  private Optional<Json.JsonObject> schema() throws BadArchive {
    for (String name : SCHEMAS) {
      Optional<byte[]> file = file(name);
      if (file.isPresent()) {
        return Optional.of(schema(file.get(), name));
      }
    }
    return Optional.empty();
  }

  private static Json.JsonObject schema(byte[] file, String name) throws BadArchive {
    Json json =
        switch (JsonReader.read(file)) {
          case JsonReader.Outcome.Value value -> value.json();
          case JsonReader.Outcome.Unreadable unreadable ->
              throw new BadArchive(
                  name
                      + " cannot be read at character "
                      + unreadable.offset()
                      + ": "
                      + unreadable.message());
        };
    if (!(json instanceof Json.JsonObject object)) {
      throw new BadArchive(name + " holds no JSON object");
    }
    if (InputSchemas.isTooLarge(object)) {
      throw new BadArchive(
          name
              + " is over a limit of input schemas: 262,144 bytes of compact JSON, nesting 32,"
              + " 1,000 entries in all properties and patternProperties");
    }
    return object;
  }

  private Optional<byte[]> file(String name) throws BadArchive {
    return switch (wanted.get(name)) {
      case null -> Optional.empty();
      case Wanted.Kept kept -> Optional.of(kept.bytes());
      case Wanted.TooLarge tooLarge -> throw new BadArchive(name + " is too large");
    };
  }

  private static String text(byte[] utf8, String name) throws BadArchive {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new BadArchive(name + " is not UTF-8");
    }
  }
}
