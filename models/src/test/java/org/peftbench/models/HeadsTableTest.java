package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page's table of heads says what the architectures say. */
class HeadsTableTest {
  private static final Path PAGE = Path.of("../docs/heads.md");
  private static final String BEGIN = "<!-- heads -->\n";
  private static final String END = "<!-- /heads -->";

  /** Columns, and the head that answers what each is about. */
  private static final Map<String, HeadKind> COLUMNS = columns();

  private static Map<String, HeadKind> columns() {
    Map<String, HeadKind> columns = new LinkedHashMap<>();
    columns.put("classification", HeadKind.SEQUENCE);
    columns.put("regression", HeadKind.SEQUENCE);
    columns.put("tagging", HeadKind.TOKEN);
    columns.put("span", HeadKind.SPAN);
    columns.put("multiple choice", HeadKind.CHOICE);
    columns.put("masked LM", HeadKind.MASKED_LM);
    columns.put("causal LM", HeadKind.CAUSAL_LM);
    columns.put("sequence to sequence", HeadKind.SEQ2SEQ_LM);
    return columns;
  }

  @Test
  void isWhatTheArchitecturesSay() throws Exception {
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    String expected = table();
    if (Boolean.getBoolean("readme.update")) {
      String updated = page.substring(0, begin) + expected + page.substring(page.indexOf(END));
      Files.writeString(PAGE, updated, StandardCharsets.UTF_8);
      return;
    }
    assertThat(page.substring(begin, page.indexOf(END)))
        .as("mend it with: mvn -pl models -am test -Dtest=HeadsTableTest -Dreadme.update=true")
        .isEqualTo(expected);
  }

  private static String table() {
    StringBuilder table = new StringBuilder("| `model_type` | ");
    table.append(String.join(" | ", COLUMNS.keySet())).append(" |\n");
    table.append("|---".repeat(COLUMNS.size() + 1)).append("|\n");
    Architecture.all().stream()
        .flatMap(each -> each.modelTypes().stream().map(type -> Map.entry(type, each.heads())))
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .forEach(row -> table.append(row(row.getKey(), row.getValue())));
    return table.toString();
  }

  private static String row(String type, Map<HeadKind, HeadForm> heads) {
    List<String> cells = COLUMNS.values().stream().map(kind -> cell(heads.get(kind))).toList();
    return "| `%s` | %s |\n".formatted(type, String.join(" | ", cells));
  }

  private static String cell(@Nullable HeadForm form) {
    if (form == null) {
      return "";
    }
    return form.dense() == null
        ? "`%s`".formatted(form.output())
        : "`%s`, `%s`".formatted(form.dense(), form.output());
  }
}
