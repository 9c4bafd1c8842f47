package org.peftbench.reports.html;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.Machine;
import org.peftbench.reports.RelativeTimes;
import org.peftbench.reports.Row;
import org.peftbench.reports.Standing;
import org.peftbench.reports.TreeDifferences;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;

/** What weakens a block's figures, said before anyone reads them. */
final class Cautions {
  private final List<Row> scored;
  private final Optional<RelativeTimes> relative;
  private final List<String> sentences = new ArrayList<>();

  private Cautions(Block block) {
    scored = block.rows().stream().filter(row -> !row.runs().isEmpty()).toList();
    relative = RelativeTimes.of(block);
  }

  static List<String> of(Block block) {
    Cautions cautions = new Cautions(block);
    cautions.seeds();
    cautions.selection();
    cautions.protocols();
    cautions.machines();
    cautions.tests();
    return List.copyOf(cautions.sentences);
  }

  private void seeds() {
    List<Row> single = scored.stream().filter(row -> row.runs().size() == 1).toList();
    if (!single.isEmpty()) {
      sentences.add(
          (single.size() == scored.size() ? "Every method" : labels(single))
              + " ran with one seed only: no spread over seeds can be given, and a lead may be luck.");
    }
    if (scored.stream().map(Cautions::seeds).distinct().count() > 1) {
      sentences.add("The rows do not share the same seeds.");
    }
  }

  private void selection() {
    List<Row> optimistic = scored.stream().filter(Row::optimistic).toList();
    if (!optimistic.isEmpty()) {
      sentences.add(
          "Optimistic figures: the state of "
              + labels(optimistic)
              + " was chosen on the very rows it is scored on (selection best-on-test).");
    }
  }

  private void protocols() {
    Set<String> settings = new TreeSet<>();
    scored.forEach(
        row -> settings.addAll(TreeDifferences.names(protocol(scored.get(0)), protocol(row))));
    if (!settings.isEmpty()) {
      sentences.add(
          "Not all rows were trained under the same protocol. They differ in "
              + String.join(", ", settings)
              + "; each run's page has its own.");
    }
  }

  private void machines() {
    List<RunRecord> runs = scored.stream().flatMap(row -> row.runs().stream()).toList();
    String instead =
        relative
            .map(times -> " Relative step times are: each is " + times.reading() + ".")
            .orElse("");
    machines(runs).ifPresent(sentence -> sentences.add(sentence + instead));
    if (Machine.of(runs).size() == 1 && relative.isPresent()) {
      sentences.add(
          "The machine was "
              + Figures.fixed(RelativeTimes.swing(runs), 1)
              + " times as fast in some runs as in others, so seconds and tokens per second are not"
              + " comparable."
              + instead);
    }
    versions(
        runs.stream()
            .map(RunRecord::environment)
            .filter(Objects::nonNull)
            .map(environment -> "peftbench " + PlainText.of(environment.peftbench())));
    versions(runs.stream().map(run -> "form " + run.schema() + " of records"));
  }

  /** That times can't be compared, if runs are of several machines. */
  static Optional<String> machines(List<RunRecord> runs) {
    int machines = Machine.of(runs).size();
    return machines < 2
        ? Optional.empty()
        : Optional.of(
            "The runs come from "
                + machines
                + " different machines: seconds, tokens per second and memory are not comparable.");
  }

  /** What an older version did not measure is absent from its runs. */
  private void versions(Stream<String> names) {
    Map<String, Long> counts = names.collect(groupingBy(identity(), TreeMap::new, counting()));
    if (counts.size() > 1) {
      sentences.add(
          "The runs are of several versions; what one of them did not measure is absent: "
              + counts.entrySet().stream()
                  .map(version -> version.getKey() + " (" + version.getValue() + " runs)")
                  .collect(joining(", "))
              + ".");
    }
  }

  private void tests() {
    Map<String, List<Row>> untested = new TreeMap<>();
    for (Row row : scored) {
      String reason = row.standing().reason();
      if (row.standing().kind() == Standing.Kind.UNTESTED && reason != null) {
        untested.computeIfAbsent(reason, key -> new ArrayList<>()).add(row);
      }
    }
    untested.forEach(
        (reason, rows) -> sentences.add("Not tested: " + labels(rows) + " (" + reason + ")."));
  }

  private static Protocol protocol(Row row) {
    return row.example().spec().protocol();
  }

  private static Set<Long> seeds(Row row) {
    return row.runs().stream()
        .map(run -> run.spec().seed())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String labels(Collection<Row> rows) {
    return Verdict.some(rows.stream().map(Row::label).toList());
  }
}
