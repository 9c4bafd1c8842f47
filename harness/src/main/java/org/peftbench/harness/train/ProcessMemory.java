package org.peftbench.harness.train;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the system says of this process's memory; nothing where there is no /proc. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double KIBIBYTE = 1024;
  private static final Path MAPPINGS = Path.of("/proc/self/maps");

  /** Shared and read-only: nothing in memory is newer than the file. */
  private static final Pattern MAPPED_FILE =
      Pattern.compile("(?<begin>[0-9a-f]+)-(?<end>[0-9a-f]+) r--s .*");

  /** MADV_DONTNEED of Linux. */
  private static final int DO_NOT_NEED = 4;

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

  /**
   * Tells the system that pages of mapped files need not stay. Those that a step reads come back by
   * themselves, from the file's cache; those of weights that a method has replaced by a copy don't.
   */
  static void letGoOfFiles() {
    try {
      Function advise = NativeLibrary.getProcess().getFunction("madvise");
      for (String line : Files.readAllLines(MAPPINGS)) {
        Matcher mapping = MAPPED_FILE.matcher(line);
        if (mapping.matches()) {
          long begin = Long.parseUnsignedLong(mapping.group("begin"), 16);
          long end = Long.parseUnsignedLong(mapping.group("end"), 16);
          advise.invokeInt(new Object[] {new Pointer(begin), end - begin, DO_NOT_NEED});
        }
      }
    } catch (IOException | LinkageError e) {
      // another system: they stay
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
