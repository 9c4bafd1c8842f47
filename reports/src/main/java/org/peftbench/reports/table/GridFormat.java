package org.peftbench.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.peftbench.results.base.Json;

/** How a table is written. */
public enum GridFormat {
  /** Columns for a terminal. */
  TEXT("Text") {
    @Override
    public String render(Grid grid) {
      AlignedText text = new AlignedText(grid.numeric());
      text.line(grid.columns().stream().map(Grid.Column::title).toList());
      grid.lines().forEach(line -> text.line(line.stream().map(GridFormat::tagged).toList()));
      return text.render();
    }
  },
  /** GitHub's Markdown. */
  MD("Markdown") {
    @Override
    public String render(Grid grid) {
      return MarkdownTable.grid(grid);
    }
  },
  /** RFC 4180; figures with all their digits, tags in brackets behind a text. */
  CSV("CSV") {
    @Override
    public String render(Grid grid) {
      StringBuilder text = new StringBuilder();
      try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
        csv.printRecord(grid.columns().stream().map(Grid.Column::title).toList());
        for (List<Grid.Cell> line : grid.lines()) {
          csv.printRecord(line.stream().map(GridFormat::exact).toList());
        }
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory", e);
      }
      return text.toString();
    }
  },
  /** One object a line of the table: text, figure with all its digits, tags. */
  JSON("JSON") {
    @Override
    public String render(Grid grid) {
      List<Map<String, Object>> lines = new ArrayList<>();
      for (List<Grid.Cell> cells : grid.lines()) {
        Map<String, Object> line = new LinkedHashMap<>();
        for (int c = 0; c < cells.size(); c++) {
          line.put(grid.columns().get(c).title(), value(cells.get(c)));
        }
        lines.add(line);
      }
      return Json.pretty(lines);
    }
  },
  /** A tabular with booktabs' rules; the best of a column bold, the second underlined. */
  LATEX("LaTeX") {
    @Override
    public String render(Grid grid) {
      return LatexTable.of(grid);
    }
  },
  /** A {@code <table>} to be put into a page of one's own. */
  HTML("HTML") {
    @Override
    public String render(Grid grid) {
      return row("th", grid.columns(), Grid.Column::title, "<table>\n<thead>\n")
          + grid.lines().stream()
              .map(line -> row("td", line, GridFormat::tagged, ""))
              .collect(Collectors.joining("", "</thead>\n<tbody>\n", "</tbody>\n</table>\n"));
    }
  };

  private final String title;

  GridFormat(String title) {
    this.title = title;
  }

  /** The format's own name. */
  public String title() {
    return title;
  }

  /** The table as text, lines ended by {@code \n} or as the format demands. */
  public abstract String render(Grid grid);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All digits that tell the number from its neighbours, without an exponent. */
  static String digits(double value) {
    return value == 0
        ? "0"
        : new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
  }

  /** The text with its tags in brackets behind it. */
  static String tagged(Grid.Cell cell) {
    return cell.text()
        + cell.tags().stream().map(tag -> " (" + tag + ")").collect(Collectors.joining());
  }

  private static String exact(Grid.Cell cell) {
    if (cell.value() != null) {
      return digits(cell.value());
    }
    return cell.text().equals(Figures.ABSENT) ? "" : tagged(cell);
  }

  private static Map<String, Object> value(Grid.Cell cell) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("text", cell.text());
    if (cell.value() != null) {
      value.put("value", cell.value());
    }
    if (!cell.tags().isEmpty()) {
      value.put("tags", cell.tags().stream().map(Grid.Tag::toString).toList());
    }
    return value;
  }

  private static <T> String row(
      String element, List<T> cells, Function<T, String> text, String before) {
    return cells.stream()
        .map(cell -> "<" + element + ">" + escaped(text.apply(cell)) + "</" + element + ">")
        .collect(Collectors.joining("", before + "<tr>", "</tr>\n"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
