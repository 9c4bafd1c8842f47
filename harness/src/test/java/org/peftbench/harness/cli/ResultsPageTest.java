package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every table of the page of results is what its command prints of the committed records. */
class ResultsPageTest {
  private static final Path PAGE = Path.of("../docs/results.md");

  /** {@code <!-- table STORE NAME -->}, then the table. */
  private static final Pattern TABLE =
      Pattern.compile("(?s)<!-- table (?<store>\\S+) (?<name>[^\n]+) -->\n.*?<!-- /table -->");

  @Test
  void itsTablesAreThoseOfTheRecords() throws IOException {
    String page = Files.readString(PAGE);
    String today = TABLE.matcher(page).replaceAll(ResultsPageTest::printed);
    if (Boolean.getBoolean("results.update")) {
      Files.writeString(PAGE, today);
    }
    assertThat(TABLE.matcher(page).find()).isTrue();
    assertThat(Files.readString(PAGE)).isEqualTo(today);
  }

  private static String printed(MatchResult block) {
    String store = block.group(1);
    String name = block.group(2);
    StringWriter out = new StringWriter();
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out, true));
    int status = command.execute("table", "--store", "../" + store, name, "--format", "md");
    assertThat(status).isZero();
    return Matcher.quoteReplacement(
        "<!-- table %s %s -->\n%s<!-- /table -->".formatted(store, name, out));
  }
}
