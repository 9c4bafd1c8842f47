package org.peftbench.harness.train;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What the system says of this process's memory; nothing where there is no /proc. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CLEAR = Path.of("/proc/self/clear_refs");
  private static final String RESET_PEAK = "5";
  private static final double KIBIBYTE = 1024;

  private ProcessMemory() {}

  /** Bytes resident now: heap, engine and mapped weights together. */
  static OptionalDouble resident() {
    return read("VmRSS:");
  }

  /** Most bytes that ever were. */
  static OptionalDouble peak() {
    return read("VmHWM:");
  }

  /**
   * Gives back what is free, in Java's heap and the engine's, and has all peaks begin anew; whether
   * the system can do that.
   */
  static boolean renew() {
    System.gc(); // whatever was garbage lets go of its mapped files and arrays
    try {
      NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0L});
      Files.writeString(CLEAR, RESET_PEAK);
    } catch (LinkageError | IOException e) {
      return false; // another system, or another C library
    }
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    return true;
  }

  private static OptionalDouble read(String field) {
    if (!Files.isReadable(STATUS)) {
      return OptionalDouble.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(field))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
          .findFirst();
    } catch (IOException e) {
      return OptionalDouble.empty(); // it was readable a moment ago; a missing figure is absent
    }
  }
}
