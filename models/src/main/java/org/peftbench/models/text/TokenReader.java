package org.peftbench.models.text;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Arrays;

/** Reads a file of {@link TokenCache} from its beginning. */
public final class TokenReader implements AutoCloseable {
  /** Bytes of a SHA-256. */
  private static final int DIGEST = 32;

  private final DataInputStream in;

  private TokenReader(DataInputStream in) {
    this.in = in;
  }

  static TokenReader open(Path file) throws IOException {
    return new TokenReader(
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16)));
  }

  /** Whether a file ends in the digest of what stands before. */
  static boolean isWhole(Path file) throws IOException {
    long content = Files.size(file) - DIGEST;
    if (content < 0) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file);
        DigestInputStream digested = new DigestInputStream(in, TokenCache.sha256())) {
      byte[] buffer = new byte[1 << 16];
      long left = content;
      while (left > 0) {
        int read = digested.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return false;
        }
        left -= read;
      }
      byte[] found = digested.getMessageDigest().digest();
      return Arrays.equals(found, in.readNBytes(DIGEST));
    }
  }

  /** The tokens of the next input. */
  public Tokens next() throws IOException {
    int length = in.readInt();
    Tokens tokens =
        new Tokens(
            new int[length], new int[length], new int[length], new int[length], new int[length]);
    for (int i = 0; i < length; i++) {
      tokens.ids()[i] = in.readInt();
      tokens.typeIds()[i] = in.readByte();
      tokens.sequences()[i] = in.readByte();
      tokens.starts()[i] = in.readInt();
      tokens.ends()[i] = in.readInt();
    }
    return tokens;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
