package org.peftbench.reports;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.statistics.Holm;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.MetricNames;

/**
 * What changed from one store to another.
 *
 * @param grid one line a configuration that both have, ordered as the first store's report
 * @param verdict how many became better, worse, or did not change beyond the noise
 * @param cautions what weakens the comparison
 * @param onlyFirst configurations that the second store lacks
 * @param onlySecond configurations that the first store lacks
 */
public record StoreDiff(
    Grid grid,
    String verdict,
    List<String> cautions,
    List<String> onlyFirst,
    List<String> onlySecond) {
  private static final double LEVEL = 0.05;
  private static final int RESAMPLES = 99_999;

  public StoreDiff {
    cautions = List.copyOf(cautions);
    onlyFirst = List.copyOf(onlyFirst);
    onlySecond = List.copyOf(onlySecond);
  }

  /** A configuration in its block, in either store. */
  private record Placed(Block block, Row row) {
    /** What it is called in any store. */
    private String name() {
      return row.label()
          + ", "
          + PlainText.of(block.task().title())
          + " on "
          + block.backboneName();
    }

    private boolean hasRowsOf(Placed other) {
      return block.task().equals(other.block.task())
          && block.backbone().equals(other.block.backbone());
    }

    private @Nullable Double mean(String name) {
      return row.mean(name);
    }

    private boolean isScored() {
      return row.figure(block.primaryMetric()).isPresent();
    }

    private double goodness() {
      return block.goodness(row);
    }
  }

  /**
   * Both sides of a configuration and the test between them; no p-value where none was possible.
   */
  private record Pair(String name, Placed before, Placed after, @Nullable Double pValue) {
    private static Pair of(String name, Placed before, Placed after) {
      Double pValue =
          before.isScored() && after.isScored()
              ? PairTest.pValue(gain(before, after), after.row(), before.row(), RESAMPLES)
                  .orElse(null)
              : null;
      return new Pair(name, before, after, pValue);
    }

    private static double gain(Placed before, Placed after) {
      return after.goodness() - before.goodness();
    }

    private Pair corrected(@Nullable Double adjusted) {
      return new Pair(name, before, after, adjusted);
    }

    private boolean isUp() {
      return gain(before, after) > 0;
    }
  }

  /** Compares two comparisons, configuration by configuration. */
  public static StoreDiff of(Comparison first, Comparison second) {
    Map<String, List<Placed>> before = placed(first);
    Map<String, List<Placed>> after = placed(second);
    List<Pair> pairs = new ArrayList<>();
    before.forEach(
        (name, namesakes) ->
            pairs.addAll(pairs(name, namesakes, after.getOrDefault(name, List.of()))));
    Set<Placed> paired = new HashSet<>();
    pairs.forEach(pair -> paired.addAll(List.of(pair.before(), pair.after())));
    return new Builder(corrected(pairs))
        .build(missing(before, paired), missing(after, paired), cautions(first, second));
  }

  /** The pairs again, their tests corrected for their number. */
  private static List<Pair> corrected(List<Pair> pairs) {
    List<@Nullable Double> raw = new ArrayList<>();
    pairs.forEach(pair -> raw.add(pair.pValue()));
    Iterator<@Nullable Double> adjusted = Holm.adjust(raw).iterator();
    return pairs.stream().map(pair -> pair.corrected(adjusted.next())).toList();
  }

  private static Map<String, List<Placed>> placed(Comparison comparison) {
    Map<String, List<Placed>> placed = new LinkedHashMap<>();
    for (Block block : comparison.blocks()) {
      for (Row row : block.rows()) {
        Placed here = new Placed(block, row);
        placed.computeIfAbsent(here.name(), name -> new ArrayList<>()).add(here);
      }
    }
    return placed;
  }

  /** Those on the same rows; or the only ones of the name, on whatever rows. */
  private static List<Pair> pairs(String name, List<Placed> before, List<Placed> after) {
    boolean only = before.size() == 1 && after.size() == 1;
    List<Pair> pairs = new ArrayList<>();
    for (Placed placed : before) {
      after.stream()
          .filter(other -> only || other.hasRowsOf(placed))
          .findFirst()
          .ifPresent(other -> pairs.add(Pair.of(name, placed, other)));
    }
    return pairs;
  }

  private static List<String> missing(Map<String, List<Placed>> placed, Set<Placed> paired) {
    return placed.values().stream()
        .flatMap(List::stream)
        .filter(here -> !paired.contains(here))
        .map(Placed::name)
        .toList();
  }

  private static List<String> cautions(Comparison first, Comparison second) {
    List<String> cautions = new ArrayList<>();
    if (!Machine.of(first.runs()).equals(Machine.of(second.runs()))) {
      cautions.add(
          "The stores come from different machines: their memory is not comparable, and times only"
              + " where both were counted in matrix products of their machine.");
    }
    int unreadable = first.unreadable().size() + second.unreadable().size();
    if (unreadable > 0) {
      cautions.add("Records that this version can't read, left out here: " + unreadable + ".");
    }
    return cautions;
  }

  /** Puts the lines together, counting as it goes. */
  private static final class Builder {
    private final List<Pair> pairs;
    private int better;
    private int worse;
    private int untested;

    private Builder(List<Pair> pairs) {
      this.pairs = pairs;
    }

    private StoreDiff build(
        List<String> onlyFirst, List<String> onlySecond, List<String> cautions) {
      Grid grid =
          new Grid(
              List.of(
                  new Grid.Column("configuration", "Method, task and backbone."),
                  new Grid.Column("metric", "The task's first."),
                  new Grid.Column("before", "Mean ± standard deviation over seeds, first store."),
                  new Grid.Column("after", "Likewise, second store."),
                  new Grid.Column("change", "Of the mean."),
                  new Grid.Column(
                      "p", "Paired permutation test, Holm's correction over all lines."),
                  new Grid.Column("verdict", "At 5 %."),
                  new Grid.Column("specification", "What of the runs' specification differs."),
                  new Grid.Column("trained", "Parameters: after over before."),
                  new Grid.Column(
                      "time",
                      "Median step: after over before; in matrix products of the machine, where both"
                          + " runs were so counted, else in seconds."),
                  new Grid.Column("memory", "Peak: after over before.")),
              pairs.stream().map(this::line).toList());
      String verdict =
          pairs.isEmpty()
              ? "The stores have no configuration in common."
              : "Of %d configurations in both, %d became better, %d became worse, %d can't be told apart%s."
                  .formatted(
                      pairs.size(),
                      better,
                      worse,
                      pairs.size() - better - worse - untested,
                      untested == 0 ? "" : ", " + untested + " could not be tested");
      return new StoreDiff(grid, verdict, cautions, onlyFirst, onlySecond);
    }

    private List<Grid.Cell> line(Pair pair) {
      String metric = pair.before().block().primaryMetric();
      Double before = pair.before().mean(metric);
      Double after = pair.after().mean(metric);
      Double p = pair.pValue();
      return List.of(
          Grid.Cell.text(pair.name()),
          Grid.Cell.text(Figures.name(metric, unit(pair, metric))),
          score(pair.before(), metric),
          score(pair.after(), metric),
          before == null || after == null
              ? Grid.Cell.ABSENT
              : change(after - before, unit(pair, metric)),
          p == null ? Grid.Cell.ABSENT : new Grid.Cell(Figures.pValue(p), p),
          verdict(pair, p),
          Grid.Cell.text(specification(pair.before(), pair.after())),
          ratio(pair, MetricNames.TRAINABLE_ADAPTATION),
          time(pair),
          ratio(pair, MetricNames.PEAK_RSS));
    }

    private Grid.Cell verdict(Pair pair, @Nullable Double p) {
      if (p == null) {
        untested++;
        return Grid.Cell.text("not tested");
      }
      if (p >= LEVEL) {
        return Grid.Cell.text("no difference");
      }
      boolean up = pair.isUp();
      better += up ? 1 : 0;
      worse += up ? 0 : 1;
      return up ? Grid.Cell.text("better") : Grid.Cell.text("worse");
    }

    private static String unit(Pair pair, String metric) {
      return pair.before().row().figure(metric).map(Figure::unit).orElse("");
    }

    private static Grid.Cell score(Placed placed, String metric) {
      return placed
          .row()
          .figure(metric)
          .map(f -> new Grid.Cell(Figures.spread(f.summary(), f.unit()), f.summary().mean()))
          .orElse(Grid.Cell.ABSENT);
    }

    private static Grid.Cell change(double change, String unit) {
      return new Grid.Cell(Figures.signed(change, unit), change);
    }

    private static Grid.Cell ratio(Pair pair, String metric) {
      return ratio(pair.before().mean(metric), pair.after().mean(metric));
    }

    private static Grid.Cell time(Pair pair) {
      Double before = pair.before().row().stepInProducts();
      Double after = pair.after().row().stepInProducts();
      return before == null || after == null
          ? ratio(pair, MetricNames.STEP_SECONDS_MEDIAN)
          : ratio(before, after);
    }

    private static Grid.Cell ratio(@Nullable Double before, @Nullable Double after) {
      return before == null || after == null || before == 0
          ? Grid.Cell.ABSENT
          : new Grid.Cell(Figures.multiple(after / before), after / before);
    }

    private static String specification(Placed before, Placed after) {
      var a = before.row().example().spec();
      var b = after.row().example().spec();
      List<String> differences = new ArrayList<>();
      note("backbone", a.backbone(), b.backbone(), differences);
      note("rows", a.task(), b.task(), differences);
      note("method", a.method(), b.method(), differences);
      note("protocol", a.protocol(), b.protocol(), differences);
      note("type", a.dtype(), b.dtype(), differences);
      note("threads", a.threads(), b.threads(), differences);
      note("device", a.device(), b.device(), differences);
      return differences.isEmpty() ? "the same" : "other " + String.join(", ", differences);
    }

    private static void note(
        String name, @Nullable Object a, @Nullable Object b, List<String> differences) {
      if (!Objects.equals(a, b)) {
        differences.add(name);
      }
    }
  }
}
