package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.peftbench.results.base.UserError;

/**
 * How the hub names a file's bytes, which is also what it sends as ETag: the SHA-256 of large
 * files, git's SHA-1 of {@code blob SIZE\0} and the bytes for small ones.
 *
 * @param hex in lower case: 64 digits of SHA-256 or 40 of git's
 */
public record BlobDigest(String hex) {
  private static final int GIT_DIGITS = 40;

  public BlobDigest {
    if (!hex.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
      throw new UserError("the hub gave '%s' for a digest", hex);
    }
  }

  /** Whether a file has these bytes. */
  boolean matches(Path file) throws IOException {
    MessageDigest digest = digest();
    if (hex.length() == GIT_DIGITS) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(hex.length() == GIT_DIGITS ? "SHA-1" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has both", e);
    }
  }
}
