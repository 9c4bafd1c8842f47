package org.peftbench.harness.train;

import com.sun.jna.NativeLibrary;
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

  /** Gives the system back what is free, in Java's heap and the engine's. */
  static void giveBack() {
    System.gc(); // whatever was garbage lets go of its mapped files and arrays
    try {
      NativeLibrary.getProcess().getFunction("malloc_trim").invokeInt(new Object[] {0L});
    } catch (LinkageError e) {
      // another C library: what is free waits for the next run
    }
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
