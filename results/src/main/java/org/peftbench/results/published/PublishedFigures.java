package org.peftbench.results.published;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.peftbench.results.base.Json;

/** The published figures that came with this peftbench, one file a publication. */
public final class PublishedFigures {
  private static final List<String> FILES =
      List.of("lora-readme-glue.json", "propulsion-notebooks-glue.json");

  private PublishedFigures() {}

  /** All of them, file by file. */
  public static List<PublishedFigure> all() {
    return FILES.stream().flatMap(file -> read(file).stream()).toList();
  }

  private static List<PublishedFigure> read(String file) {
    try (InputStream in = PublishedFigures.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return Json.MAPPER.readValue(in, new TypeReference<List<PublishedFigure>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
