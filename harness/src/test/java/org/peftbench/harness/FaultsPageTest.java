package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that counts faults names tests that there are, and adds up. */
class FaultsPageTest {
  private static final Path ROOT =
      Objects.requireNonNull(Path.of("").toAbsolutePath().getParent(), "the module's parent");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (.+?) \\| (\\d+) \\| (\\d+) \\| (?:`(\\w+)#(\\w+)` )?\\|$");

  @Test
  void countsWhatTheTestsInject() throws IOException {
    List<MatchResult> rows =
        ROW.matcher(Files.readString(ROOT.resolve("docs/faults.md"))).results().toList();
    MatchResult sum = rows.get(rows.size() - 1);
    List<MatchResult> faults = rows.subList(0, rows.size() - 1);
    Map<String, String> sources = sources();
    for (MatchResult fault : faults) {
      assertThat(sources).as(fault.group(1)).containsKey(fault.group(4));
      assertThat(sources.get(fault.group(4))).contains("void " + fault.group(5) + "(");
    }
    assertThat(faults).hasSizeGreaterThan(20).allMatch(fault -> fault.group(3).equals("0"));
    assertThat(sum.group(1)).isEqualTo("all");
    assertThat(faults.stream().mapToInt(fault -> Integer.parseInt(fault.group(2))).sum())
        .isEqualTo(Integer.parseInt(sum.group(2)));
  }

  /** Sources of all tests, by the class's name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("results", "tasks", "models", "reports", "harness", "spark")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = String.valueOf(file.getFileName()).replace(".java", "");
          sources.put(name, Files.readString(file));
        }
      }
    }
    return sources;
  }
}
