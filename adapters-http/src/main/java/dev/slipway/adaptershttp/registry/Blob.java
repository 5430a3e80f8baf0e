package dev.slipway.adaptershttp.registry;

import dev.slipway.adaptershttp.fetch.Answered;
import dev.slipway.adaptershttp.fetch.Deadline;
import dev.slipway.adaptershttp.fetch.FetchFailed;
import dev.slipway.domain.artifact.ContentDigest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.security.MessageDigest;

/**
 * The bytes of a layer as they come in, hashed on the way and held against the size that the
 * manifest says. Belongs to one thread.
 */
final class Blob extends InputStream {

  /** The bytes do not come as they should; kept apart from whatever a reader thinks of them. */
  static final class Broken extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Ended end;

    Broken(Ended end) {
      super(end.getMessage());
      this.end = end;
    }

    Ended end() {
      return end;
    }
  }

  /** The bytes do not come, because whoever wanted them was told to stop. */
  static final class Stopped extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    Stopped(InterruptedException cause) {
      super(cause);
    }
  }

  private final Answered answered;
  private final Manifest.Layer layer;
  private final Deadline deadline;
  private final MessageDigest digester;
  private byte[] piece = new byte[0];
  private int at;
  private long bytes;

  Blob(Answered answered, Manifest.Layer layer, Deadline deadline) {
    this.answered = answered;
    this.layer = layer;
    this.deadline = deadline;
    this.digester = layer.digest().algorithm().start();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (deadline.hasPassed()) {
      // Unpacking may be slow when nothing is waited for.
      throw new Broken(Ended.by(FetchFailed.timeout()));
    }
    if (at == piece.length && !nextPiece()) {
      return -1;
    }
    int read = Math.min(length, piece.length - at);
    System.arraycopy(piece, at, into, offset, read);
    at += read;
    return read;
  }

  private boolean nextPiece() throws IOException {
    try {
      var next = answered.next(deadline);
      piece = next.orElse(new byte[0]);
      at = 0;
      bytes += piece.length;
      digester.update(piece);
      if (bytes > layer.size() || (next.isEmpty() && bytes < layer.size())) {
        throw new Broken(
            Ended.invalidAnswer("the layer has another length than the manifest says"));
      }
      return next.isPresent();
    } catch (FetchFailed e) {
      throw new Broken(Ended.by(e));
    } catch (InterruptedException e) {
      throw new Stopped(e);
    }
  }

  /** The digest of all bytes, also of those that nobody has read yet. */
  ContentDigest digest() throws IOException {
    transferTo(OutputStream.nullOutputStream());
    return layer.digest().algorithm().finish(digester);
  }
}
