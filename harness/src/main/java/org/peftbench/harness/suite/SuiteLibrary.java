package org.peftbench.harness.suite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Finds suites: bundled ones by bare name, others by path.
 *
 * <p>The bundled ones are the repository's {@code suites/}, packaged as they are; those in a folder
 * have it in their name: {@code paper/table-1-glue}. A file that gives no name is a part of suites.
 */
public final class SuiteLibrary {
  private static final String FOLDER = "/suites/";
  private static final String ENDING = ".yaml";

  /** What bundled files are shown below in complaints. */
  private static final Path ROOT = Path.of("suites");

  private static final Pattern BUNDLED = Pattern.compile("([a-z-]+/)?[A-Za-z0-9_-]+\\.yaml");

  private SuiteLibrary() {}

  /**
   * A suite's text.
   *
   * @param name shown in complaints; a file's path
   * @param bundled whether it comes with peftbench, and what it includes too
   */
  public record Source(String name, String text, boolean bundled) {}

  /**
   * The suite meant by an argument: a file if it ends in {@code .yaml} or {@code .yml}, else a
   * bundled suite.
   *
   * @throws UserError if there is none
   */
  public static Source find(String argument) {
    if (argument.matches(".*\\.ya?ml")) {
      return file(Path.of(argument));
    }
    Source source = bundled(argument + ENDING);
    if (source == null || !isSuite(source.text())) {
      UserError unknown = Names.unknown("suite", argument, names());
      throw new UserError("%s (or the path of a .yaml file)", unknown.getMessage());
    }
    return source;
  }

  /**
   * What a suite includes: a file beside it, or a bundled one if there is none.
   *
   * @param name a path from the including file's folder
   * @throws UserError if there is none
   */
  static Source included(Source from, String name) {
    Path beside = beside(from, name);
    if (!from.bundled() && Files.exists(beside)) {
      return file(beside);
    }
    Source near = from.bundled() ? bundled(slashed(ROOT.relativize(beside))) : null;
    Source source = near == null ? bundled(name) : near;
    if (source == null) {
      throw new UserError(
          "%s is not there to be included: give its path from this file's folder",
          from.bundled() ? name : beside);
    }
    return source;
  }

  private static Path beside(Source from, String name) {
    try {
      return Path.of(from.name()).resolveSibling(name).normalize();
    } catch (InvalidPathException e) {
      throw new UserError("include must be a file's path, from this file's folder").withCause(e);
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static boolean isSuite(String text) {
    return text.lines().anyMatch(line -> line.startsWith("name:"));
  }

  private static @Nullable Source bundled(String file) {
    if (!BUNDLED.matcher(file).matches()) {
      return null;
    }
    try (InputStream in = SuiteLibrary.class.getResourceAsStream(FOLDER + file)) {
      return in == null
          ? null
          : new Source(
              "suites/" + file, new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
    } catch (IOException e) {
      throw new UncheckedIOException("reading bundled suite " + file, e);
    }
  }

  /** The bundled suites' names, in order. */
  public static List<String> names() {
    URL folder =
        Objects.requireNonNull(SuiteLibrary.class.getResource(FOLDER), "suites are bundled");
    try {
      URI uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return names(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return names(jar.getPath(FOLDER));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException("listing bundled suites", e);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(file -> slashed(folder.relativize(file)))
          .filter(name -> name.endsWith(ENDING))
          .filter(name -> isSuite(Objects.requireNonNull(bundled(name), name).text()))
          .map(name -> name.substring(0, name.length() - ENDING.length()))
          .sorted()
          .toList();
    }
  }

  private static Source file(Path path) {
    try {
      return new Source(path.toString(), Files.readString(path), false);
    } catch (NoSuchFileException e) {
      throw new UserError(
              "suite %s is not there. Bundled suites: %s", path, String.join(", ", names()))
          .withCause(e);
    } catch (IOException e) {
      throw new UserError("suite %s can't be read: %s", path, e).withCause(e);
    }
  }
}
