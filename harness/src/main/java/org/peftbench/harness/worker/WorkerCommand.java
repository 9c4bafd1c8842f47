package org.peftbench.harness.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a child JVM is started: the same Java and class path as the parent's, with threads, allocator
 * and engine steered from outside, since they read their settings before the first line of ours.
 *
 * @param mainClass what it runs
 * @param heap largest Java heap, as {@code -Xmx} takes it; tensors live outside it
 * @param home where the engine's libraries are unpacked
 * @param plugins what stands on the class path besides
 */
public record WorkerCommand(String mainClass, String heap, Path home, Plugins plugins) {
  /** Exit status of {@code -XX:+ExitOnOutOfMemoryError}. */
  static final int HEAP_EXHAUSTED = 3;

  /** The heap of a training: rows, tokens and predictions fit easily. */
  public static final String DEFAULT_HEAP = "2g";

  /** A child without plug-ins. */
  public WorkerCommand(String mainClass, String heap, Path home) {
    this(mainClass, heap, home, Plugins.NONE);
  }

  /**
   * A process to start.
   *
   * @param threads of the engine
   * @param folder where a crash report of the JVM goes
   * @param arguments of the main class
   */
  public ProcessBuilder process(int threads, Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>();
    if (File.separatorChar == '/') {
      // Ctrl-C goes to the whole process group; what becomes of a worker then, the parent decides.
      command.addAll(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "worker"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    // The cores belong to the engine: one thread collects, and the cheap compiler is enough.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:ErrorFile=" + folder.resolve("crash.log"));
    command.add("-XX:-UsePerfData");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dai.djl.offline=true");
    command.add("-Dai.djl.pytorch.num_threads=" + threads);
    command.add("-Dai.djl.pytorch.num_interop_threads=1");
    command.add("-Dai.djl.pytorch.graph_optimizer=false");
    command.add("-cp");
    command.add(classPath(plugins));
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    steer(builder.environment(), threads);
    return builder;
  }

  /** Where the engine unpacks its native libraries. */
  Path engineCache() {
    return home.resolve("engine");
  }

  private void steer(Map<String, String> environment, int threads) {
    environment.put("OMP_NUM_THREADS", String.valueOf(threads));
    environment.put("MKL_NUM_THREADS", String.valueOf(threads));
    // Threads that spin long while they wait make a busy machine crawl, threads that sleep at once
    // cost a quiet one 40 %: spin for some microseconds, then sleep. See docs/LOG.md.
    environment.putIfAbsent("GOMP_SPINCOUNT", "10000");
    environment.put("DJL_CACHE_DIR", engineCache().toString());
    environment.remove("ENGINE_CACHE_DIR"); // would overrule the line above
    environment.put("OPT_OUT_TRACKING", "true");
    // glibc hands large blocks back to the kernel and faults them in again at every step; keeping
    // them halves the time lost there.
    environment.put("MALLOC_MMAP_THRESHOLD_", "2000000000");
    environment.put("MALLOC_TRIM_THRESHOLD_", "20000000000");
  }

  /** This process's own class path and plug-ins behind it, every entry absolute. */
  public static String classPath(Plugins plugins) {
    Stream<Path> own =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of);
    return Stream.concat(own, plugins.jars().stream())
        .map(entry -> entry.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
