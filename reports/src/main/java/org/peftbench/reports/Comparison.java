package org.peftbench.reports;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.peftbench.results.Metric;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * Records laid side by side: one block a backbone and task, one row a configuration, nothing left
 * out but trials, which are no results: what came of them the notes of the chosen runs say.
 *
 * @param blocks ordered by task, then backbone
 * @param unreadable runs whose record can't be read, by id, with the reason
 */
public record Comparison(List<Block> blocks, Map<String, String> unreadable) {
  public Comparison {
    blocks = List.copyOf(blocks);
    unreadable = Collections.unmodifiableMap(new TreeMap<>(unreadable));
  }

  /** Everything that a store holds, differences tested. */
  public static Comparison of(RunStore store) {
    RunStore.Holdings holdings = store.holdings();
    return of(holdings.records(), store::predictions).with(holdings.unreadable());
  }

  /** The same comparison, which says what could not be read. */
  public Comparison with(Map<String, String> notRead) {
    return new Comparison(blocks, notRead);
  }

  /** Every run, failed ones too, in the order of blocks and rows. */
  public List<RunRecord> runs() {
    return blocks.stream()
        .flatMap(block -> block.rows().stream())
        .flatMap(row -> row.everyRun().stream())
        .toList();
  }

  /** Compares records by their figures alone: rows are ranked, but no difference is tested. */
  public static Comparison of(List<RunRecord> records) {
    return of(records, record -> List.of());
  }

  /**
   * Compares records and tests every row against the best one on the same examples.
   *
   * @param predictions gives a record's predictions, for example {@code store::predictions}
   */
  public static Comparison of(
      List<RunRecord> records, Function<RunRecord, List<Prediction>> predictions) {
    Map<List<Object>, List<RunRecord>> blocks = new LinkedHashMap<>();
    records.stream()
        .filter(record -> !record.spec().trial())
        .sorted(
            Comparator.comparing((RunRecord record) -> record.spec().task().name())
                .thenComparing(record -> record.spec().backbone().id())
                .thenComparing(RunRecord::label)
                .thenComparingLong(record -> record.spec().seed())
                .thenComparing(record -> record.spec().id()))
        .forEach(
            record ->
                blocks
                    .computeIfAbsent(
                        List.of(record.spec().backbone(), record.spec().task()),
                        key -> new ArrayList<>())
                    .add(record));
    Judge judge = new Judge(predictions);
    Map<String, Long> names =
        blocks.values().stream()
            .map(alike -> name(alike.get(0).spec()))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    return new Comparison(
        blocks.values().parallelStream()
            .map(alike -> block(alike, names.get(name(alike.get(0).spec())) > 1))
            .map(judge::judge)
            .toList(),
        Map.of());
  }

  private static String name(RunSpec spec) {
    return spec.task().title() + " on " + spec.backbone().id();
  }

  private static Block block(List<RunRecord> records, boolean ambiguous) {
    RunSpec spec = records.get(0).spec();
    String primary =
        records.stream()
            .map(RunRecord::primaryMetric)
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    return new Block(
        spec.backbone(),
        spec.task(),
        ambiguous
            ? Digest.of(Json.canonical(List.of(spec.backbone(), spec.task()))).substring(0, 6)
            : "",
        primary,
        rows(records).stream().sorted(bestFirst(primary)).toList());
  }

  /** Seeds are averaged only over runs that differ in nothing but the seed. */
  private static List<Row> rows(List<RunRecord> records) {
    Map<String, Map<String, List<RunRecord>>> byLabel = new LinkedHashMap<>();
    for (RunRecord record : records) {
      byLabel
          .computeIfAbsent(record.label(), label -> new LinkedHashMap<>())
          .computeIfAbsent(configuration(record.spec()), configuration -> new ArrayList<>())
          .add(record);
    }
    List<Row> rows = new ArrayList<>();
    byLabel.forEach(
        (label, configurations) ->
            configurations.forEach(
                (configuration, seeds) ->
                    rows.add(
                        Row.of(
                            configurations.size() == 1
                                ? label
                                : label + " #" + configuration.substring(0, 6),
                            seeds))));
    return rows;
  }

  private static String configuration(RunSpec spec) {
    List<Object> parts =
        new ArrayList<>(List.of(spec.method(), spec.protocol(), spec.dtype(), spec.threads()));
    if (spec.device() != null) {
      parts.add(spec.device());
    }
    return Digest.of(Json.canonical(parts));
  }

  private static Comparator<Row> bestFirst(String primary) {
    return Comparator.comparingDouble(
            (Row row) ->
                row.figure(primary)
                    .map(
                        figure ->
                            figure.direction() == Metric.Direction.LOWER
                                ? figure.summary().mean()
                                : -figure.summary().mean())
                    .orElse(Double.POSITIVE_INFINITY))
        .thenComparing(Row::label);
  }
}
