package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;

/**
 * The README's table of methods says what is registered and what is proven, neither more nor less.
 */
class MethodsTableTest {
  private static final Path README = Path.of("../README.md");
  private static final String BEGIN = "<!-- methods -->\n";
  private static final String END = "<!-- /methods -->";

  /** What a fixture's {@code reference} is called in the table. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "peft", "Hugging Face peft",
          "transformers", "Hugging Face transformers",
          "equations", "the equations in float64");

  @Test
  void isWhatIsProven() throws Exception {
    String readme = Files.readString(README, StandardCharsets.UTF_8);
    int begin = readme.indexOf(BEGIN) + BEGIN.length();
    String expected = table();
    if (Boolean.getBoolean("readme.update")) {
      String updated =
          readme.substring(0, begin) + expected + readme.substring(readme.indexOf(END));
      Files.writeString(README, updated, StandardCharsets.UTF_8);
      return;
    }
    assertThat(readme.substring(begin, readme.indexOf(END)))
        .as("mend it with: mvn -pl methods -am test -Dtest=MethodsTableTest -Dreadme.update=true")
        .isEqualTo(expected);
  }

  private static String table() throws IOException, URISyntaxException {
    Map<String, Set<String>> references = references();
    StringBuilder table =
        new StringBuilder("| method | what it computes | published | equal to | merges |\n")
            .append("|---|---|---|---|---|\n");
    for (PeftMethod<?> method : PeftMethods.all()) {
      MethodDescription about = method.description();
      List<MethodFixture> rows =
          MethodFixture.ALL.stream().filter(row -> row.method().equals(method.name())).toList();
      boolean merges = rows.stream().anyMatch(MethodFixture::mergeable);
      table.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  method.name(),
                  cell(about.formula()),
                  cell(about.paper()),
                  String.join(" and ", references.getOrDefault(method.name(), Set.of())),
                  merges ? "yes" : "no"));
    }
    return table.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static Map<String, Set<String>> references() throws IOException, URISyntaxException {
    Map<String, Set<String>> references = new TreeMap<>();
    Path folder = Path.of(MethodsTableTest.class.getResource("parity").toURI());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        JsonNode what = Json.MAPPER.readTree(file.toFile());
        references
            .computeIfAbsent(what.get("method").asText(), name -> new TreeSet<>())
            .add(REFERENCES.get(what.get("reference").asText()));
      }
    }
    return references;
  }
}
