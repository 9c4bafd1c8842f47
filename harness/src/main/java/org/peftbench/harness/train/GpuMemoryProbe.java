package org.peftbench.harness.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * Most memory that was used on a GPU during training, by all programs and by this process, as the
 * driver's {@code nvidia-smi} says five times a second. Where there is no such program, or it has
 * no figure, there is none here.
 */
final class GpuMemoryProbe implements Probe, AutoCloseable {
  private static final String PROGRAM = "nvidia-smi";
  private static final String EVERY_MILLISECONDS = "200";
  private static final double MEBIBYTE = 1 << 20;

  /** {@code 0, 1234}: a GPU or a process, and what it uses. */
  private static final Pattern USE = Pattern.compile("\\s*(\\d+)\\s*,\\s*(\\d+)\\s*");

  private final List<Process> samplers = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();
  private final long pid = ProcessHandle.current().pid();
  private volatile double device;
  private volatile double process;

  /** Begins to sample with the driver's own program. */
  GpuMemoryProbe() {
    this(PROGRAM);
  }

  /** Begins to sample with a program that is called and answers as the driver's. */
  GpuMemoryProbe(String program) {
    // Each figure is written by one thread alone.
    sample(program, "--query-gpu=index,memory.used", (gpu, bytes) -> seen(bytes));
    sample(
        program,
        "--query-compute-apps=pid,used_memory",
        (user, bytes) -> {
          if (user == pid) {
            process = Math.max(process, bytes);
          }
        });
  }

  /** What a line says. */
  @FunctionalInterface
  private interface Use {
    void of(long user, double bytes);
  }

  private void seen(double bytes) {
    device = Math.max(device, bytes);
  }

  private void sample(String program, String query, Use use) {
    ProcessBuilder builder =
        new ProcessBuilder(
            program, query, "--format=csv,noheader,nounits", "-lms", EVERY_MILLISECONDS);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process sampler = builder.start();
      Thread reader = new Thread(() -> read(sampler, line -> accept(line, use)), "gpu-memory");
      reader.setDaemon(true);
      reader.start();
      samplers.add(sampler);
      readers.add(reader);
    } catch (IOException e) {
      // no such program: no GPU
    }
  }

  private static void read(Process sampler, Consumer<String> lines) {
    try (BufferedReader reader = sampler.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // it was ended
    }
  }

  private static void accept(String line, Use use) {
    Matcher matcher = USE.matcher(line);
    if (matcher.matches()) {
      use.of(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)) * MEBIBYTE);
    }
  }

  /** Waits until the program has ended by itself. */
  void await() throws InterruptedException {
    for (Thread reader : readers) {
      reader.join();
    }
  }

  @Override
  public List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    add(MetricNames.GPU_MEMORY_DEVICE, device, metrics);
    add(MetricNames.GPU_MEMORY_PROCESS, process, metrics);
    return metrics;
  }

  private static void add(String name, double bytes, List<Metric> metrics) {
    if (bytes > 0) {
      metrics.add(new Metric(name, bytes, "bytes", Direction.LOWER, Aggregation.MAXIMUM));
    }
  }

  @Override
  public void close() {
    samplers.forEach(Process::destroyForcibly);
  }
}
