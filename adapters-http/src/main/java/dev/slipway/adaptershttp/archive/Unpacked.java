package dev.slipway.adaptershttp.archive;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The bytes that come out of gzip, counted against a bound before anybody believes what they say.
 *
 * <p>Several gzip members are read as one; what is behind the last one and is none is refused. The
 * header of a member may hold a name without end, which the library would collect: so no more than
 * {@value #MOST_WITHOUT_PROGRESS} compressed bytes are taken without one unpacked byte for them.
 */
final class Unpacked extends InputStream {

  private static final int MOST_WITHOUT_PROGRESS = 256 * 1024;

  /** How the library begins to say so. */
  private static final String TRAILING = "Unexpected data after";

  private final Compressed compressed;
  private final InputStream gunzip;
  private final long most;
  private long bytes;

  private Unpacked(Compressed compressed, InputStream gunzip, long most) {
    this.compressed = compressed;
    this.gunzip = gunzip;
    this.most = most;
  }

  /**
   * What comes out of {@code gzip}.
   *
   * @param most how many bytes may
   */
  static Unpacked of(InputStream gzip, long most) throws IOException {
    var compressed = new Compressed(gzip);
    try {
      return new Unpacked(
          compressed,
          GzipCompressorInputStream.builder()
              .setInputStream(compressed)
              .setDecompressConcatenated(true)
              .get(),
          most);
    } catch (IOException e) {
      throw compressed.judged(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read;
    try {
      read = gunzip.read(into, offset, length);
    } catch (IOException e) {
      throw compressed.judged(e);
    }
    compressed.progress();
    bytes += Math.max(0, read);
    if (bytes > most) {
      throw new BadArchive("The layer unpacks to more than " + most + " bytes");
    }
    return read;
  }

  /** Ends the library's work; the compressed bytes stay open. */
  @Override
  public void close() throws IOException {
    gunzip.close();
  }

  /** The compressed bytes, as far as the library may have them. */
  private static final class Compressed extends InputStream {
    private final InputStream gzip;
    private long withoutProgress;
    private boolean failed;

    Compressed(InputStream gzip) {
      this.gzip = gzip;
    }

    void progress() {
      withoutProgress = 0;
    }

    /** What a failure of the library means: ours is passed on, its own is the archive's fault. */
    IOException judged(IOException failure) {
      if (failed || failure instanceof BadArchive) {
        return failure;
      }
      return new BadArchive(
          String.valueOf(failure.getMessage()).startsWith(TRAILING)
              ? "The layer has bytes behind its last gzip member"
              : "The layer is no gzip, or its gzip is damaged");
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (withoutProgress > MOST_WITHOUT_PROGRESS) {
        throw new BadArchive("The layer has a gzip member that holds nothing for too long");
      }
      int read;
      boolean done = false;
      try {
        read = gzip.read(into, offset, length);
        done = true;
      } finally {
        failed |= !done;
      }
      withoutProgress += Math.max(0, read);
      return read;
    }

    @Override
    public void close() {
      // Whoever opened the compressed bytes reads on: their digest is not judged yet.
    }
  }
}
