package org.peftbench.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Row;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;

/**
 * Every figure of every run with all its digits, for whoever reckons on: one line a run, RFC 4180.
 */
public final class CsvTable {
  private static final List<String> KEYS =
      List.of(
          "run",
          "task",
          "backbone",
          "label",
          "method",
          "seed",
          "status",
          "message",
          "selection",
          "primary_metric",
          "standing",
          "p_against_best");

  private CsvTable() {}

  /** The table with a header line; a figure that was not measured is an empty field. */
  public static String render(Comparison comparison) {
    NavigableSet<String> names = new TreeSet<>();
    comparison.blocks().stream()
        .flatMap(block -> block.rows().stream())
        .flatMap(row -> row.everyRun().stream())
        .flatMap(run -> run.metrics().stream())
        .map(Metric::name)
        .forEach(names::add);
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
      List<String> header = new ArrayList<>(KEYS);
      header.addAll(names);
      csv.printRecord(header);
      for (Block block : comparison.blocks()) {
        for (Row row : block.rows()) {
          for (RunRecord run : row.everyRun()) {
            csv.printRecord(fields(block, row, run, names));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static List<String> fields(
      Block block, Row row, RunRecord run, NavigableSet<String> names) {
    Double p = row.standing().pValue();
    List<String> fields =
        new ArrayList<>(
            List.of(
                run.spec().id(),
                block.task().title(),
                block.backbone().id(),
                row.label(),
                row.method(),
                Long.toString(run.spec().seed()),
                run.status().name(),
                run.message() == null ? "" : run.message(),
                run.spec().protocol().selection().toString(),
                run.primaryMetric(),
                row.standing().kind().name(),
                p == null ? "" : GridFormat.digits(p)));
    names.forEach(
        name -> fields.add(run.metric(name).map(m -> GridFormat.digits(m.value())).orElse("")));
    return fields;
  }
}
