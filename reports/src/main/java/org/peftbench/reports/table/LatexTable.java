package org.peftbench.reports.table;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A tabular as the papers print them: booktabs' rules, best bold, second underlined; ties and
 * whatever else weakens a figure are raised beside it.
 */
final class LatexTable {
  private static final Pattern SPECIAL = Pattern.compile("√\\w|[\\\\{}$&#^_~%<>|±–×·…²³≤]");

  private LatexTable() {}

  /** Needs {@code \\usepackage{booktabs}} and a Unicode engine for names that are not ASCII. */
  static String of(Grid grid) {
    String align =
        grid.numeric().stream().map(numeric -> numeric ? "r" : "l").collect(Collectors.joining());
    int[][] places =
        IntStream.range(0, grid.columns().size())
            .mapToObj(column -> places(grid, column))
            .toArray(int[][]::new);
    StringBuilder text =
        new StringBuilder(
            "% needs \\usepackage{booktabs}\n\\begin{tabular}{" + align + "}\n\\toprule\n");
    line(grid.columns().stream().map(column -> escaped(column.title())).toList(), text);
    text.append("\\midrule\n");
    for (int l = 0; l < grid.lines().size(); l++) {
      List<Grid.Cell> cells = grid.lines().get(l);
      int row = l;
      line(
          IntStream.range(0, cells.size())
              .mapToObj(c -> marked(cells.get(c), places[c][row]))
              .toList(),
          text);
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static void line(List<String> cells, StringBuilder text) {
    text.append(String.join(" & ", cells)).append(" \\\\\n");
  }

  private static String marked(Grid.Cell cell, int place) {
    String text = escaped(cell.text());
    String tags =
        cell.tags().stream()
            .filter(tag -> tag != Grid.Tag.BEST) // bold
            .map(tag -> "\\textsuperscript{" + tag + "}")
            .collect(Collectors.joining());
    return switch (place) {
          case 1 -> "\\textbf{" + text + "}";
          case 2 -> "\\underline{" + text + "}";
          default -> text;
        }
        + tags;
  }

  /**
   * The place of each line in a column that has a better side; 0 where it has none, and for what is
   * no method.
   */
  private static int[] places(Grid grid, int column) {
    double sign =
        switch (grid.columns().get(column).better()) {
          case HIGHER -> -1;
          case LOWER -> 1;
          case NEITHER -> 0;
        };
    double[] values =
        grid.lines().stream()
            .map(line -> isBaseline(line) ? null : line.get(column).value())
            .mapToDouble(value -> value == null || sign == 0 ? Double.NaN : sign * value)
            .toArray();
    double[] distinct =
        Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().distinct().toArray();
    return Arrays.stream(values)
        .mapToInt(value -> Double.isNaN(value) ? 0 : 1 + Arrays.binarySearch(distinct, value))
        .toArray();
  }

  private static boolean isBaseline(List<Grid.Cell> line) {
    return line.get(0).tags().contains(Grid.Tag.BASELINE);
  }

  private static String escaped(String text) {
    return SPECIAL
        .matcher(text)
        .replaceAll(match -> Matcher.quoteReplacement(command(match.group())));
  }

  private static String command(String character) {
    return switch (character) {
      case "\\" -> "\\textbackslash{}";
      case "^" -> "\\textasciicircum{}";
      case "~" -> "\\textasciitilde{}";
      case "<" -> "$<$";
      case ">" -> "$>$";
      case "|" -> "$|$";
      case "≤" -> "$\\leq$";
      case "±" -> "$\\pm$";
      case "×" -> "$\\times$";
      case "·" -> "$\\cdot$";
      case "–" -> "--";
      case "…" -> "\\ldots{}";
      case "²" -> "$^2$";
      case "³" -> "$^3$";
      default ->
          character.startsWith("√") ? "$\\sqrt{" + character.substring(1) + "}$" : "\\" + character;
    };
  }
}
