package org.peftbench.harness.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import org.peftbench.results.base.UserError;

/**
 * Unpacks the engine's native libraries once, in a process of its own, before any worker starts:
 * workers then find them, and their first seconds are like their later ones.
 */
public final class EngineLibraries {
  private static final String HEAP = "512m";

  private EngineLibraries() {}

  /**
   * Sees to it that the libraries of this version are unpacked. Safe when two processes call it at
   * once.
   *
   * @param notice hears one line if there is something to unpack
   * @throws UserError if the folder can't be written, or the engine doesn't load here
   */
  public static void prepare(Path home, Consumer<String> notice) throws InterruptedException {
    prepare(new WorkerCommand(WarmUp.class.getName(), HEAP, home), notice);
  }

  /**
   * Steers the engine of this process as those of workers are steered; to be called before its
   * first use.
   *
   * @param threads of the engine
   * @param notice hears one line if there is something to unpack
   */
  public static void useHere(Path home, int threads, Consumer<String> notice)
      throws InterruptedException {
    prepare(home, notice);
    System.setProperty("DJL_CACHE_DIR", home.resolve("engine").toString());
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn"); // people read this
  }

  static void prepare(WorkerCommand warmUp, Consumer<String> notice) throws InterruptedException {
    Path cache = warmUp.engineCache();
    Path ready =
        cache.resolve(
            "ready %s %s %s"
                .formatted(
                    EngineVersions.djl(), EngineVersions.libtorch(), EngineVersions.tokenizers())
                .replace(' ', '_'));
    if (Files.exists(ready)) {
      return;
    }
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(ready)) {
          notice.accept("Unpacking the engine's libraries into " + cache);
          unpack(warmUp, cache);
          Files.createFile(ready);
        }
      }
    } catch (IOException e) {
      throw new UserError(
              "the engine's libraries can't be unpacked into %s (%s): make room there, or name"
                  + " another folder with PEFTBENCH_HOME",
              cache, e)
          .withCause(e);
    }
  }

  private static void unpack(WorkerCommand warmUp, Path cache)
      throws IOException, InterruptedException {
    Path log = cache.resolve("warm-up.log");
    Process process = warmUp.process(1, cache, List.of()).redirectOutput(log.toFile()).start();
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new UserError(
            "the engine doesn't load on this machine (status %d): see %s", exit, log);
      }
    } finally {
      process.destroyForcibly();
    }
  }
}
