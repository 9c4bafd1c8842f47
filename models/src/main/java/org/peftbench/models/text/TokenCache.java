package org.peftbench.models.text;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;

/**
 * Tokens of whole data sets, each made once and kept in a file that is named by the digest of its
 * texts and tokenizer.
 *
 * <p>A file that is damaged is made again. Files are read as streams, so that a data set's tokens
 * are never in memory all together.
 */
public final class TokenCache {
  /** Part of every file's name: another form of file, or of tokenising, gets another number. */
  private static final String FORM = "1";

  /** Texts that are tokenised together. */
  private static final int BATCH = 512;

  private final Path folder;

  /**
   * A cache.
   *
   * @param folder where its files are; made when it is needed
   */
  public TokenCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The tokens of each input, in their order.
   *
   * @throws IOException if the file can't be written or read
   */
  public TokenReader open(Tokenizer tokenizer, List<TextInput> inputs) throws IOException {
    Path file = folder.resolve(name(tokenizer, inputs) + ".tokens");
    if (!Files.exists(file) || !TokenReader.isWhole(file)) {
      AtomicFile.write(file, out -> write(out, tokenizer, inputs));
    }
    return TokenReader.open(file);
  }

  private static String name(Tokenizer tokenizer, List<TextInput> inputs) {
    Digest digest = new Digest().addField(FORM).addField(tokenizer.digest());
    for (TextInput input : inputs) {
      digest.addField(input.special() ? "special" : "plain").addField(input.first());
      digest.addField(input.second() == null ? "single" : "pair");
      digest.addField(input.second() == null ? "" : input.second());
    }
    return digest.hex();
  }

  private static void write(OutputStream out, Tokenizer tokenizer, List<TextInput> inputs)
      throws IOException {
    DigestOutputStream digested = new DigestOutputStream(out, sha256());
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(digested, 1 << 16));
    for (int begin = 0; begin < inputs.size(); begin += BATCH) {
      List<TextInput> part = inputs.subList(begin, Math.min(inputs.size(), begin + BATCH));
      for (Tokens tokens : tokenizer.tokens(part)) {
        write(data, tokens);
      }
    }
    data.flush();
    out.write(digested.getMessageDigest().digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void write(DataOutputStream out, Tokens tokens) throws IOException {
    out.writeInt(tokens.length());
    for (int i = 0; i < tokens.length(); i++) {
      out.writeInt(tokens.ids()[i]);
      out.writeByte(tokens.typeIds()[i]);
      out.writeByte(tokens.sequences()[i]);
      out.writeInt(tokens.starts()[i]);
      out.writeInt(tokens.ends()[i]);
    }
  }
}
