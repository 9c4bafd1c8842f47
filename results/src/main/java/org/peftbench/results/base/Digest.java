package org.peftbench.results.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hexadecimal, built up from parts. */
public final class Digest {
  private final MessageDigest sha256;

  public Digest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The digest of a text's UTF-8 bytes. */
  public static String of(String text) {
    return new Digest().add(text.getBytes(StandardCharsets.UTF_8)).hex();
  }

  /** The first 60 bits of a text's digest, 15 hexadecimal digits, as a number. */
  public static long number(String text) {
    Digest digest = new Digest().add(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(digest.sha256.digest()).getLong() >>> 4;
  }

  /** The digest of a file's bytes, read as a stream. */
  public static String of(Path file) throws IOException {
    Digest digest = new Digest();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.sha256.update(buffer, 0, n);
      }
    }
    return digest.hex();
  }

  /** Adds bytes as they are. */
  public Digest add(byte[] bytes) {
    sha256.update(bytes);
    return this;
  }

  /**
   * Adds one field of a row: its UTF-8 bytes behind their length, so that fields can't run into
   * each other.
   */
  public Digest addField(String field) {
    byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
    return add(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array()).add(bytes);
  }

  /** The digest of all that was added; the object can't be used further. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
