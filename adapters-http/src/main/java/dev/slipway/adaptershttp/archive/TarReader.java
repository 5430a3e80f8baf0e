package dev.slipway.adaptershttp.archive;

import dev.slipway.adaptershttp.archive.TarEntry.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the entries of a tar archive one after the other (POSIX ustar and pax, GNU), with bounded
 * memory whatever the archive claims: of what describes an entry, {@value #MAX_HEADER} bytes in one
 * header and {@value #MAX_HEADERS} headers are read. Belongs to one thread.
 *
 * <h2>Why not a library's</h2>
 *
 * <p>The one that we know collects a long name of any length before it says so, follows sparse maps
 * into holes of any size, and takes the leading slash from a path that a pax header gives, which is
 * the very thing that is to be refused. To list what an archive holds takes little: nothing is ever
 * extracted here, so owners, times, modes and sparse maps mean nothing.
 *
 * <h2>What is believed</h2>
 *
 * <p>A header counts only with the right checksum. The path of a pax header goes before that of a
 * GNU one, before that of the header itself; so do its size and link. Links, directories and
 * devices have no content. A block of zeros, or the end of the bytes in place of a header, ends the
 * archive.
 */
final class TarReader {

  private static final int BLOCK = 512;

  private static final int MAX_HEADER = 1024 * 1024;

  private static final int MAX_HEADERS = 16;

  private static final String CUT = "The archive is cut short";

  private static final String MALFORMED = "The archive has a header that is not one of tar";

  private final InputStream in;
  private final byte[] block = new byte[BLOCK];
  private final Map<String, String> everywhere = new HashMap<>();

  /**
   * What is left of the content of the current entry, and of the zeros that fill its last block.
   */
  private long content;

  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  /** The next entry, behind whatever is left of the current one; empty at the end. */
  Optional<TarEntry> next() throws IOException {
    skip(content + padding);
    content = 0;
    padding = 0;
    var here = new HashMap<String, String>();
    String longName = null;
    String longLink = null;
    for (int headers = 0; headers < MAX_HEADERS; headers++) {
      if (!readHeader()) {
        if (headers > 0) {
          throw new BadArchive(CUT);
        }
        return Optional.empty();
      }
      char type = (char) (block[156] & 0xff);
      switch (type) {
        case 'x' -> readPax(here);
        case 'g' -> readPax(everywhere);
        case 'L' -> longName = upToNul(readContent());
        case 'K' -> longLink = upToNul(readContent());
        default -> {
          return Optional.of(entry(type, here, longName, longLink));
        }
      }
    }
    throw new BadArchive("The archive has an entry with too many headers");
  }

  private TarEntry entry(
      char type, Map<String, String> here, @Nullable String longName, @Nullable String longLink)
      throws BadArchive {
    String path = said("path", here, longName, ustarName());
    Kind kind = kind(type, path);
    long size = kind == Kind.FILE ? size(here) : 0;
    boolean sparse = isSparse(here) || isSparse(everywhere);
    content = size;
    padding = padding(size);
    boolean link = kind == Kind.SYMBOLIC_LINK || kind == Kind.HARD_LINK;
    return new TarEntry(
        path,
        sparse ? Kind.OTHER : kind,
        link ? said("linkpath", here, longLink, text(157, 100)) : "",
        size);
  }

  private static Kind kind(char type, String path) {
    return switch (type) {
      // Before there were directories in headers, a slash at the end was one.
      case '0', '\0' -> path.endsWith("/") ? Kind.DIRECTORY : Kind.FILE;
      case '7' -> Kind.FILE;
      case '1' -> Kind.HARD_LINK;
      case '2' -> Kind.SYMBOLIC_LINK;
      case '3', '4', '6' -> Kind.DEVICE;
      case '5' -> Kind.DIRECTORY;
      default -> Kind.OTHER;
    };
  }

  private static boolean isSparse(Map<String, String> pax) {
    return pax.keySet().stream().anyMatch(key -> key.startsWith("GNU.sparse."));
  }

  private String said(
      String key, Map<String, String> here, @Nullable String byGnu, String byHeader) {
    String byPax = here.getOrDefault(key, everywhere.get(key));
    if (byPax != null) {
      return byPax;
    }
    return byGnu != null ? byGnu : byHeader;
  }

  private long size(Map<String, String> here) throws BadArchive {
    String byPax = here.getOrDefault("size", everywhere.get("size"));
    return byPax == null ? number(124, 12) : decimal(byPax);
  }

  private String ustarName() {
    String name = text(0, 100);
    // GNU keeps other things where POSIX has a prefix.
    boolean posix = text(257, 6).equals("ustar") && block[262] == 0;
    String prefix = posix ? text(345, 155) : "";
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  /** The next block, when it is a header; not at the end of the archive. */
  private boolean readHeader() throws IOException {
    int read = in.readNBytes(block, 0, BLOCK);
    if (read == 0) {
      return false;
    }
    if (read < BLOCK) {
      throw new BadArchive(CUT);
    }
    int sum = 0;
    boolean zeros = true;
    for (int i = 0; i < BLOCK; i++) {
      sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
      zeros &= block[i] == 0;
    }
    if (!zeros && number(148, 8) != sum) {
      throw new BadArchive(MALFORMED);
    }
    return !zeros;
  }

  /** The content of a header that describes the next entry, whole. */
  private byte[] readContent() throws IOException {
    long size = number(124, 12);
    if (size > MAX_HEADER) {
      throw new BadArchive("The archive has a header of more than " + MAX_HEADER + " bytes");
    }
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new BadArchive(CUT);
    }
    skip(padding(size));
    return bytes;
  }

  private void readPax(Map<String, String> into) throws IOException {
    byte[] records = readContent();
    int at = 0;
    while (at < records.length) {
      int blank = indexOf(records, ' ', at, records.length);
      long length = decimal(new String(records, at, blank - at, StandardCharsets.US_ASCII));
      long end = at + length;
      if (length <= blank - at + 1 || end > records.length || records[(int) end - 1] != '\n') {
        throw new BadArchive(MALFORMED);
      }
      int equals = indexOf(records, '=', blank + 1, (int) end);
      String key = new String(records, blank + 1, equals - blank - 1, StandardCharsets.UTF_8);
      keep(
          into,
          key,
          new String(records, equals + 1, (int) end - equals - 2, StandardCharsets.UTF_8));
      at = (int) end;
    }
  }

  /** An empty value takes back what was said; what means nothing here is not kept. */
  private static void keep(Map<String, String> into, String key, String value) {
    if (value.isEmpty()) {
      into.remove(key);
    } else if (key.equals("path") || key.equals("linkpath") || key.equals("size")) {
      into.put(key, value);
    } else if (key.startsWith("GNU.sparse.")) {
      into.put("GNU.sparse.", "");
    }
  }

  private static int indexOf(byte[] bytes, char c, int from, int to) throws BadArchive {
    for (int i = from; i < to; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    throw new BadArchive(MALFORMED);
  }

  private static long decimal(String digits) throws BadArchive {
    boolean plain =
        !digits.isEmpty()
            && digits.length() <= 18
            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!plain) {
      throw new BadArchive(MALFORMED);
    }
    return Long.parseLong(digits);
  }

  /** A number of the header: octal digits, or GNU's bytes behind a first bit. */
  private long number(int offset, int length) throws BadArchive {
    if ((block[offset] & 0x80) != 0) {
      return binary(offset, length);
    }
    String digits = text(offset, length).strip();
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '7') {
        throw new BadArchive(MALFORMED);
      }
      value = value * 8 + (c - '0');
    }
    return value;
  }

  private long binary(int offset, int length) throws BadArchive {
    long value = block[offset] & 0x7f;
    for (int i = offset + 1; i < offset + length; i++) {
      // Also refuses negative numbers, whose first bits are ones.
      if (value > Long.MAX_VALUE >> 9) {
        throw new BadArchive(MALFORMED);
      }
      value = (value << 8) | (block[i] & 0xff);
    }
    return value;
  }

  private String text(int offset, int length) {
    return upToNul(Arrays.copyOfRange(block, offset, offset + length));
  }

  private static String upToNul(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private void skip(long bytes) throws IOException {
    long left = bytes;
    byte[] scratch = new byte[(int) Math.min(left, 32 * 1024)];
    while (left > 0) {
      int read = in.read(scratch, 0, (int) Math.min(left, scratch.length));
      if (read < 0) {
        throw new BadArchive(CUT);
      }
      left -= read;
    }
  }

  /**
   * The content of the current entry, of which the caller knows that it is small.
   *
   * @throws IllegalArgumentException if it is larger than {@link Integer#MAX_VALUE}
   */
  byte[] read() throws IOException {
    byte[] bytes = in.readNBytes(Math.toIntExact(content));
    if (bytes.length < content) {
      throw new BadArchive(CUT);
    }
    content = 0;
    return bytes;
  }
}
