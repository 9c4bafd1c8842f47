package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** How a table is printed. */
enum TableFormat {
  /** Columns for a terminal. */
  TABLE {
    @Override
    String render(List<List<Cell>> rows) {
      Columns columns = new Columns();
      rows.forEach(row -> columns.row(row.stream().map(Cell::shown).toArray(String[]::new)));
      StringWriter text = new StringWriter();
      PrintWriter writer = new PrintWriter(text);
      columns.print(writer);
      writer.flush();
      return text.toString();
    }
  },
  /** RFC 4180, exact figures. */
  CSV {
    @Override
    String render(List<List<Cell>> rows) {
      StringBuilder text = new StringBuilder();
      try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
        for (List<Cell> row : rows) {
          printer.printRecord(row.stream().map(Cell::exact).toList());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      return text.toString();
    }
  },
  /** GitHub's Markdown. */
  MD {
    @Override
    String render(List<List<Cell>> rows) {
      UnaryOperator<String> escape = text -> text.replaceAll("[\\\\`*_{}\\[\\]|~#]", "\\\\$0");
      String rule = "|:--".repeat(rows.get(0).size()) + "|\n";
      return line(rows.get(0), escape, "| ", " | ", " |\n")
          + rule
          + lines(rows, escape, "| ", " | ", " |\n");
    }
  },
  /** A tabular with booktabs' rules. */
  LATEX {
    @Override
    String render(List<List<Cell>> rows) {
      return "\\begin{tabular}{%s}\n\\toprule\n".formatted("l".repeat(rows.get(0).size()))
          + line(rows.get(0), TableFormat::latex, "", " & ", " \\\\\n")
          + "\\midrule\n"
          + lines(rows, TableFormat::latex, "", " & ", " \\\\\n")
          + "\\bottomrule\n\\end{tabular}\n";
    }
  };

  /** The table's text; the first row is its head. */
  abstract String render(List<List<Cell>> rows);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String lines(
      List<List<Cell>> rows, UnaryOperator<String> escape, String left, String gap, String right) {
    return rows.stream()
        .skip(1)
        .map(row -> line(row, escape, left, gap, right))
        .collect(Collectors.joining());
  }

  private static String line(
      List<Cell> row, UnaryOperator<String> escape, String left, String gap, String right) {
    return row.stream()
        .map(cell -> escape.apply(cell.shown()))
        .collect(Collectors.joining(gap, left, right));
  }

  private static String latex(String text) {
    return text.replaceAll("[%&_#${}]", "\\\\$0")
        .replace("²", "$^2$")
        .replace("³", "$^3$")
        .replaceAll("√(\\w)", "\\$\\\\sqrt{$1}\\$");
  }
}
