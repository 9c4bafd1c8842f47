package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.peftbench.results.base.UserError;

/** Damages files in seeded ways: whoever reads them may complain to the user and nothing else. */
final class Mutations {
  private static final int ROUNDS = 500;
  private static final int MAX_CHANGES = 4;
  private static final byte[] TELLING = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '[', '{', '"', '9'};

  private Mutations() {}

  /** What reads a file. */
  @FunctionalInterface
  interface Reader {
    void read(Path file) throws IOException;
  }

  /** Changes a few bytes at a time, and now and then cuts the file off or makes it longer. */
  static void of(byte[] whole, Path file, Reader reader) throws IOException {
    Random random = new Random(20261122);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = whole.clone();
      for (int i = random.nextInt(MAX_CHANGES); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = change(random);
      }
      if (random.nextInt(8) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length * 2));
      }
      check(damaged, file, reader, "round " + round);
    }
  }

  /** Cuts the file off at every {@code step}th length. */
  static void prefixes(byte[] whole, int step, Path file, Reader reader) throws IOException {
    for (int length = 0; length < whole.length; length += step) {
      check(Arrays.copyOf(whole, length), file, reader, "cut at " + length);
    }
  }

  private static byte change(Random random) {
    return random.nextBoolean()
        ? TELLING[random.nextInt(TELLING.length)]
        : (byte) random.nextInt(256);
  }

  private static void check(byte[] bytes, Path file, Reader reader, String what)
      throws IOException {
    Files.write(file, bytes);
    try {
      reader.read(file);
    } catch (UserError expected) {
      if (expected.getMessage().lines().count() != 1) {
        fail(what + ": " + expected.getMessage());
      }
    } catch (RuntimeException | Error e) {
      fail(what, e);
    }
  }
}
