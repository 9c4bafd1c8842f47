package org.peftbench.harness.paper;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.peftbench.results.base.Json;

/**
 * A table or figure of a paper, and how it is had here.
 *
 * @param paper short name
 * @param item {@code table 1}
 * @param shows what it is about, in a few words
 * @param full suites with the paper's models and data
 * @param small suites for a machine without a GPU
 * @param commands of peftbench that give it without a suite, their arguments
 */
public record PaperItem(
    @JsonProperty(required = true) String paper,
    @JsonProperty(required = true) String item,
    @JsonProperty(required = true) String shows,
    List<String> full,
    List<String> small,
    List<String> commands) {
  private static final String FILE = "papers.yaml";

  public PaperItem {
    // A data file leaves out what an item has not.
    full = full == null ? List.of() : List.copyOf(full);
    small = small == null ? List.of() : List.copyOf(small);
    commands = commands == null ? List.of() : List.copyOf(commands);
  }

  /** Its suites, those in full first. */
  public List<String> suites() {
    return Stream.concat(full.stream(), small.stream()).toList();
  }

  /** All of them, paper by paper. */
  public static List<PaperItem> all() {
    try (InputStream in = Objects.requireNonNull(PaperItem.class.getResourceAsStream(FILE), FILE)) {
      return Json.MAPPER.readValue(
          new YAMLFactory().createParser(in), new TypeReference<List<PaperItem>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + FILE, e);
    }
  }
}
