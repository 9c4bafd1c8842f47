package org.peftbench.results.published;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Json;

/** The published figures that came with this peftbench, one file a source. */
public final class PublishedFigures {
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final List<String> FILES =
      List.of(
          "lora-readme",
          "propulsion-notebooks",
          "propulsion-paper",
          "propulsion-counts",
          "subspace-tuning",
          "peft-method-comparison");

  private PublishedFigures() {}

  /** A source's file. */
  private record Publication(
      @JsonProperty(required = true) String source,
      @JsonProperty(required = true) String protocol,
      @Nullable ObjectNode training,
      @JsonProperty(required = true) List<Entry> figures) {
    private Stream<PublishedFigure> all() {
      return figures.stream().map(entry -> entry.of(this));
    }
  }

  /** A figure as its file writes it: what is the same for all of a source stands once. */
  private record Entry(
      @Nullable List<String> tasks,
      @JsonProperty(required = true) String method,
      @Nullable ObjectNode config,
      @Nullable String backbone,
      @JsonProperty(required = true) String metric,
      @JsonProperty(required = true) double value,
      @Nullable Double deviation,
      @Nullable ObjectNode training,
      @Nullable Integer frozenHead,
      @Nullable String protocol) {
    private PublishedFigure of(Publication publication) {
      return new PublishedFigure(
          tasks == null ? List.of() : tasks,
          method,
          over(null, config),
          backbone,
          metric,
          value,
          deviation,
          over(publication.training(), training),
          frozenHead,
          publication.source(),
          Stream.of(publication.protocol(), protocol)
              .filter(Objects::nonNull)
              .collect(Collectors.joining("; ")));
    }
  }

  private static ObjectNode over(@Nullable ObjectNode shared, @Nullable ObjectNode own) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    Stream.of(shared, own).filter(Objects::nonNull).forEach(settings::setAll);
    return settings;
  }

  /** All of them, file by file. */
  public static List<PublishedFigure> all() {
    return FILES.stream().flatMap(file -> read(file + ".yaml").all()).toList();
  }

  private static Publication read(String file) {
    try (InputStream in = PublishedFigures.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the jar");
      }
      return Json.MAPPER.readValue(YAML.createParser(in), Publication.class);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
