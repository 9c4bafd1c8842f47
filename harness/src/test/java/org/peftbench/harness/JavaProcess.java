package org.peftbench.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process of the tests' own Java, with their class path. */
public final class JavaProcess {
  private JavaProcess() {}

  /** One that is not started; the cheap compiler is enough for what tests do there. */
  public static ProcessBuilder of(Class<?> main, List<String> arguments) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(arguments);
    return new ProcessBuilder(line);
  }
}
