package org.peftbench.reports.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Row;
import org.peftbench.reports.RunFiles;
import org.peftbench.reports.TaskRanks;
import org.peftbench.reports.chart.SeriesStyle;
import org.peftbench.reports.table.TaskMatrix;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.Digest;

/**
 * What all pages of a site draw on: the comparison, what lies beside it, and who is found where.
 */
final class Contents {
  private static final int LONGEST_NAME = 60;

  private final Comparison comparison;
  private final RunFiles files;
  private final boolean chartFiles;
  private final Map<String, SeriesStyle> styles;
  private final Map<List<Object>, String> names = new HashMap<>();
  private final IdentityHashMap<RunRecord, String> ids = new IdentityHashMap<>();
  private final List<TaskMatrix> matrices;
  private final Map<String, Optional<TaskRanks>> ranks = new ConcurrentHashMap<>();

  Contents(Comparison comparison, RunFiles files, boolean chartFiles) {
    this.chartFiles = chartFiles;
    this.comparison = comparison;
    this.files = files;
    this.styles = SeriesStyle.of(comparison);
    this.matrices = TaskMatrix.of(comparison);
    List<RunRecord> runs = comparison.runs();
    List<String> named = runs.parallelStream().map(run -> run.spec().id()).toList();
    for (int i = 0; i < named.size(); i++) {
      ids.put(runs.get(i), named.get(i));
    }
    Set<String> taken = new HashSet<>();
    for (Block block : comparison.blocks()) {
      String name = fileName(block.task().title());
      if (!taken.add(name)) {
        name += "-" + Digest.of(key(block).toString()).substring(0, 8);
        taken.add(name);
      }
      names.put(key(block), name);
    }
  }

  Comparison comparison() {
    return comparison;
  }

  List<Block> blocks() {
    return comparison.blocks();
  }

  List<RunRecord> runs() {
    return comparison.runs();
  }

  RunFiles files() {
    return files;
  }

  /** Methods and tasks, backbone by backbone. */
  List<TaskMatrix> matrices() {
    return matrices;
  }

  /** Kept: every method is tested against every other on every task. */
  Optional<TaskRanks> ranks(TaskMatrix matrix) {
    Optional<TaskRanks> known = ranks.get(matrix.title());
    if (known == null) { // not computeIfAbsent: the tests run in parallel with other pages
      known = TaskRanks.of(matrix);
      ranks.put(matrix.title(), known);
    }
    return known;
  }

  Map<String, SeriesStyle> styles() {
    return styles;
  }

  SeriesStyle style(Row row) {
    return style(row.label());
  }

  SeriesStyle style(String label) {
    return styles.getOrDefault(label, new SeriesStyle(0));
  }

  /** A block's name in paths, unique in the site. */
  String name(Block block) {
    return names.getOrDefault(key(block), "unknown");
  }

  String taskPage(Block block) {
    return "tasks/" + name(block) + ".html";
  }

  String paretoPage(Block block) {
    return "pareto/" + name(block) + ".html";
  }

  String ablationPage(Block block) {
    return "studies/settings-" + name(block) + ".html";
  }

  String driftPage(Block block) {
    return "studies/drift-" + name(block) + ".html";
  }

  /** Whether files lie beside the pages. */
  boolean hasFiles() {
    return chartFiles;
  }

  /** How the files of a page's charts begin; empty if none are written. */
  String files(String page) {
    return chartFiles ? "charts/" + page + "-" : "";
  }

  /** The run's name, which takes longer to compute than a page can wait for each time. */
  String id(RunRecord run) {
    return Objects.requireNonNull(ids.get(run), "a run of the comparison");
  }

  String runPage(RunRecord run) {
    return "runs/" + id(run) + ".html";
  }

  /** The task's name, with the backbone's where the task alone doesn't say which block is meant. */
  String title(Block block) {
    boolean several =
        comparison.blocks().stream().map(other -> other.backbone().id()).distinct().count() > 1;
    return block.taskName() + (several ? " on " + block.backboneName() : "");
  }

  /** Leads from a page about some of a block to all of it. */
  Part.Links partOf(Block block) {
    return new Part.Links("Part of", List.of(new Part.Link(title(block), taskPage(block))));
  }

  private static List<Object> key(Block block) {
    return List.of(block.backbone(), block.task());
  }

  /** Letters, digits and hyphens only: names from outside never become a path of their own. */
  private static String fileName(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    String bare = cut.replaceAll("^-+|-+$", "");
    return bare.isEmpty() ? "task" : bare;
  }
}
