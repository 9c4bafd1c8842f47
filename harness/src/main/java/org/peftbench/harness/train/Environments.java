package org.peftbench.harness.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.Environment;

/** Looks at the process and machine a run is on. */
public final class Environments {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /** What steers allocator, threads and arithmetic. */
  private static final List<String> VARIABLES =
      List.of(
          "OMP_NUM_THREADS",
          "MKL_NUM_THREADS",
          "OMP_WAIT_POLICY",
          "GOMP_SPINCOUNT",
          "MKL_CBWR",
          "MALLOC_MMAP_THRESHOLD_",
          "MALLOC_TRIM_THRESHOLD_",
          "MALLOC_ARENA_MAX",
          "LD_PRELOAD");

  private Environments() {}

  /** That of this process, whose engine has been woken. */
  public static Environment capture() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Engine engine = Engine.getInstance();
    return new Environment(
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        system.getTotalMemorySize(),
        "%s %s".formatted(System.getProperty("java.vendor"), System.getProperty("java.version")),
        "%s %s".formatted(engine.getEngineName(), engine.getVersion()),
        device(engine.defaultDevice()),
        version(),
        settings());
  }

  private static String device(Device device) {
    return device.isGpu() ? "gpu:" + device.getDeviceId() : device.getDeviceType();
  }

  /** As the jar's manifest has it; classes outside a jar have none. */
  private static String version() {
    String version = Environments.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    for (String name : VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        settings.put(name, value);
      }
    }
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("ai.djl."))
        .forEach(name -> settings.put(name, System.getProperty(name)));
    return settings;
  }

  private static String cpu() {
    if (Files.isReadable(CPU_INFO)) {
      try {
        return Files.readAllLines(CPU_INFO).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException e) {
        return "unknown"; // a name for readers; nothing is computed from it
      }
    }
    return "unknown";
  }
}
