package org.peftbench.results;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Another process that holds a lock until it is closed: Java lets no process share one with itself.
 */
final class LockHolder implements AutoCloseable {
  private static final String LOOKING = "looking";

  private final Process process;
  private final BufferedReader out;

  private LockHolder(String first, String second) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                first,
                second)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    out = process.inputReader();
  }

  /** One that takes a part of a store. */
  static LockHolder ofPart(Path store, String part) throws IOException {
    return new LockHolder(store.toString(), part);
  }

  /** One that looks whether a lock's file is held, for as long as it is open. */
  static LockHolder lookingAt(Path file) throws IOException {
    return new LockHolder(LOOKING, file.toString());
  }

  /** {@code taken} once it has its lock; null if it has ended without. */
  @Nullable String said() throws IOException {
    return out.readLine();
  }

  /** Ends it, and with it its locks. */
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    while (out.readLine() != null) {
      // To its end, behind which nothing is held any more.
    }
  }

  /** Takes, says so and waits for the end of its input. */
  public static void main(String[] arguments) throws Exception {
    AutoCloseable held =
        arguments[0].equals(LOOKING)
            ? look(Path.of(arguments[1]))
            : StoreLock.takePart(RunStore.at(Path.of(arguments[0])), arguments[1]);
    System.out.println("taken");
    while (System.in.read() >= 0) {
      // Whoever started this closes it, or has ended.
    }
    held.close();
  }

  private static FileChannel look(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.lock(0, Long.MAX_VALUE, true);
    return channel;
  }
}
