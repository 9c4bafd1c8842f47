package org.peftbench.harness.train.family;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.Json;

/** A small tokenizer, and what {@code fixtures/families/texts.py} has made with it. */
final class TextCases {
  private static final Path VOCABULARY =
      Path.of("../models/src/test/resources/org/peftbench/models/text/vocab.txt");

  private TextCases() {}

  /** The tokenizer of a vocabulary that is copied into a folder. */
  static Tokenizer tokenizer(Path folder) throws IOException {
    Files.copy(VOCABULARY, folder.resolve("vocab.txt"));
    return Tokenizer.open(new ModelFiles("tiny", folder, "none"));
  }

  static List<JsonNode> read(String name) throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream in = Objects.requireNonNull(TextCases.class.getResourceAsStream(name), name)) {
      Json.MAPPER.readTree(in).forEach(cases::add);
    }
    return cases;
  }

  static long[] longs(JsonNode array) {
    LongStream.Builder values = LongStream.builder();
    array.forEach(value -> values.add(value.longValue()));
    return values.build().toArray();
  }

  static List<String> texts(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.textValue()));
    return values;
  }
}
