package org.peftbench.models.source;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Finds the Maven that the user would call, for the settings that were installed with it: on many a
 * company's machine its mirrors stand there and nowhere else.
 */
final class MavenInstallation {
  private static final String SETTINGS = "conf/settings.xml";

  private MavenInstallation() {}

  /** {@code MAVEN_HOME}, else the home of the {@code mvn} on the {@code PATH}. */
  static Optional<Path> find(Map<String, String> environment) {
    String home = environment.get("MAVEN_HOME");
    if (home != null && !home.isBlank()) {
      return Optional.of(Path.of(home));
    }
    String path = Objects.requireNonNullElse(environment.get("PATH"), "");
    return Arrays.stream(path.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "mvn"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(MavenInstallation::homeOf);
  }

  /** {@code mvn} lies in its home's {@code bin}, mostly behind a link. */
  private static Optional<Path> homeOf(Path mvn) {
    try {
      Path bin = Objects.requireNonNull(mvn.toRealPath().getParent());
      return Optional.ofNullable(bin.getParent())
          .filter(home -> Files.isRegularFile(home.resolve(SETTINGS)));
    } catch (IOException e) {
      return Optional.empty(); // a link to nowhere: there is no such Maven
    }
  }
}
