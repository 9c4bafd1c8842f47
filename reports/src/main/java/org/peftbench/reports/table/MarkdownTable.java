package org.peftbench.reports.table;

import java.util.List;
import java.util.stream.Collectors;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Headline;
import org.peftbench.reports.Row;
import org.peftbench.results.RunRecord;

/** The comparison in GitHub's Markdown, rounded, for a pull request or an issue. */
public final class MarkdownTable {
  private MarkdownTable() {}

  /** Headline, then one table a block, then the runs that failed. */
  public static String render(Comparison comparison) {
    StringBuilder text = new StringBuilder("# Comparison\n\n");
    text.append(escape(Headline.of(comparison))).append('\n');
    for (Block block : comparison.blocks()) {
      text.append("\n## ")
          .append(escape(block.taskName() + " on " + block.backboneName()))
          .append("\n\n");
      for (Block part : block.apart()) {
        String footing = part.footing().words();
        text.append(footing.isEmpty() ? "" : "\n(" + footing + ")\n\n");
        text.append(grid(ComparisonGrid.of(part)));
      }
      for (Row row : block.rows()) {
        for (RunRecord run : row.failures()) {
          text.append("\n- ").append(escape(Failures.sentence(row, run)));
        }
      }
      if (block.rows().stream().anyMatch(row -> !row.failures().isEmpty())) {
        text.append('\n');
      }
    }
    text.append("\n").append(escape(Legend.TEXT)).append('\n');
    return text.toString();
  }

  /** One table. */
  static String grid(Grid grid) {
    StringBuilder text = new StringBuilder();
    line(grid.columns().stream().map(column -> escape(column.title())).toList(), text);
    grid.numeric().forEach(numeric -> text.append(numeric ? "|--:" : "|:--"));
    text.append("|\n");
    grid.lines().forEach(cells -> line(cells.stream().map(MarkdownTable::cell).toList(), text));
    return text.toString();
  }

  private static String cell(Grid.Cell cell) {
    String tags =
        cell.tags().stream()
            .filter(tag -> tag != Grid.Tag.FAILED)
            .map(tag -> " (" + tag + ")")
            .collect(Collectors.joining());
    return escape(cell.text()) + tags;
  }

  private static void line(List<String> cells, StringBuilder text) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |"))).append('\n');
  }

  /** Takes the meaning from everything that Markdown or HTML would give one. */
  public static String escape(String text) {
    return PlainText.of(text)
        .replaceAll("[\\\\`*_{}\\[\\]|~#!]", "\\\\$0")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
