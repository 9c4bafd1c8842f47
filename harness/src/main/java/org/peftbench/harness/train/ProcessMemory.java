package org.peftbench.harness.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/** What the system says of this process's memory; nothing where there is no /proc. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
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
