package dev.slipway.adaptershttp.archive;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Where an entry of an archive would be if it were unpacked: its path without the parts that mean
 * nothing. It never leads out of the folder of the archive.
 *
 * @param text the names of the path, joined by slashes; empty for the folder of the archive itself
 */
record EntryPath(String text) {

  private static final int MAX_BYTES = 4_096;

  private static final Pattern SLASH = Pattern.compile("/");

  /** The path written as {@code path}. */
  static EntryPath of(String path) throws BadArchive {
    if (path.length() > MAX_BYTES
        || path.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        || path.isEmpty()) {
      throw new BadArchive("The archive has an entry whose path has not 1 to 4,096 bytes");
    }
    if (path.startsWith("/")) {
      throw new BadArchive("The archive has an entry with an absolute path");
    }
    if (path.indexOf('\0') >= 0) {
      throw new BadArchive("The archive has an entry whose path holds a NUL");
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : SLASH.split(path, -1)) {
      if (name.equals("..")) {
        throw new BadArchive("The archive has an entry whose path holds ..");
      }
      if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return new EntryPath(String.join("/", names));
  }

  /** Whether a symbolic link here that leads to {@code target} leaves the folder of the archive. */
  boolean leavesBy(String target) {
    if (target.isEmpty() || target.startsWith("/") || target.length() > MAX_BYTES) {
      return true;
    }
    long depth = text.chars().filter(c -> c == '/').count();
    for (String name : SLASH.split(target, -1)) {
      if (name.equals("..")) {
        depth--;
      } else if (!name.isEmpty() && !name.equals(".")) {
        depth++;
      }
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }
}
