package org.peftbench.tasks.dataroot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * The file of one split.
 *
 * @param path where it lies
 * @param name the same from the data root on, with slashes, as messages and records give it
 */
public record SplitFile(Path path, String name) {
  private static final String REMEDY = "give --data DIR or set PEFTBENCH_DATA";

  /**
   * Finds the file.
   *
   * @param root the data root; null if none was named
   * @param split {@code <dataset>/<config>/<split>}
   * @throws UserError if there is no root, no such file in it, or more than one
   */
  public static SplitFile find(@Nullable Path root, String split) {
    checkedName(split);
    String wanted =
        Arrays.stream(Format.values())
            .map(Format::suffix)
            .collect(Collectors.joining(",", split + ".{", "}[.gz]"));
    if (root == null) {
      throw new UserError("looked for %s, but no data root is set: %s", wanted, REMEDY);
    }
    if (!Files.isDirectory(root)) {
      throw new UserError("data root %s is not a folder: %s", root, REMEDY);
    }
    List<SplitFile> found = candidates(root, split);
    if (found.isEmpty()) {
      throw new UserError("looked for %s in data root %s and found none: %s", wanted, root, REMEDY);
    }
    if (found.size() > 1) {
      throw new UserError(
          "%s and %s both hold one split in data root %s: remove one",
          found.get(0).name, found.get(1).name, root);
    }
    return found.get(0);
  }

  /** The file, if it is there; the first of several. */
  public static Optional<SplitFile> lookUp(@Nullable Path root, String split) {
    return root == null
        ? Optional.empty()
        : candidates(root, checkedName(split)).stream().findFirst();
  }

  private static List<SplitFile> candidates(Path root, String split) {
    return Arrays.stream(Format.values())
        .flatMap(format -> format.fileNames(split).stream())
        .map(name -> new SplitFile(root.resolve(name), name))
        .filter(file -> Files.isRegularFile(file.path))
        .toList();
  }

  /** The same name, which then leads nowhere but into the data root. */
  static String checkedName(String split) {
    for (String part : split.split("/", -1)) {
      if (!part.matches("[A-Za-z0-9_.-]+") || part.matches("\\.+")) {
        throw new UserError(
            "split '%s' must be <dataset>/<config>/<split> inside the data root", split);
      }
    }
    return split;
  }

  Format format() {
    return Arrays.stream(Format.values())
        .filter(format -> format.fileNames("").stream().anyMatch(name::endsWith))
        .findFirst()
        .orElseThrow();
  }

  /** Its bytes, decompressed. */
  InputStream open() throws IOException {
    InputStream in = Files.newInputStream(path);
    if (!Format.isCompressed(name)) {
      return in;
    }
    try {
      return new GZIPInputStream(in, 1 << 16);
    } catch (ZipException e) {
      in.close();
      throw new UserError("%s: not a gzip file", path).withCause(e);
    }
  }
}
