package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.reports.RunDiff;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/** A process that makes one run after the other makes each as a new one would. */
class ReusedProcessesIT {
  @TempDir Path folder;

  /** Methods that change weights, quantise them, keep copies of them, or leave them alone. */
  @Test
  void everyRunIsBitEqualToOneOfANewProcess() {
    assertBitEqual(List.of("--method=full,pissa,relora,qlora,lora"));
  }

  @Tag("slow")
  @Test
  void soItIsWithEveryMethodAndItsMemoryIsMeasuredAlike() {
    List<RunRecord[]> pairs = assertBitEqual(List.of());
    assertThat(pairs).hasSizeGreaterThan(40);
    for (RunRecord[] pair : pairs) {
      double reused = peak(pair[0]).orElseThrow();
      double alone = peak(pair[1]).orElseThrow();
      assertThat(reused).as(pair[0].label()).isBetween(0.9 * alone, 1.1 * alone);
    }
  }

  private List<RunRecord[]> assertBitEqual(List<String> options) {
    RunStore reused = make("reused", options);
    RunStore alone =
        make("alone", Stream.concat(options.stream(), Stream.of("--new-processes")).toList());
    List<RunRecord[]> pairs = new ArrayList<>();
    int others = 0;
    for (RunRecord one : reused.all()) {
      RunRecord other = alone.find(one.spec().id()).orElseThrow();
      assertThat(one.status()).as(one.label()).isEqualTo(RunStatus.SUCCEEDED);
      RunDiff diff = RunDiff.of(one, reused.predictions(one), other, alone.predictions(other));
      assertThat(diff.verdict()).as(one.label()).isEqualTo(RunDiff.Verdict.BIT_EQUAL);
      assertThat(other.notes()).doesNotContainKey("process");
      others += one.notes().containsKey("process") ? 1 : 0;
      pairs.add(new RunRecord[] {one, other});
    }
    // Where the system can't begin peaks of memory anew, every process is a new one.
    assertThat(others).isIn(0, pairs.size() - 1);
    return pairs;
  }

  private RunStore make(String store, List<String> options) {
    Path runs = folder.resolve(store);
    List<String> arguments = new ArrayList<>(List.of("run", "smoke", "--seed=1"));
    arguments.addAll(options);
    arguments.add("--store=" + runs);
    arguments.add("--report=" + folder.resolve("report"));
    StringWriter err = new StringWriter();
    int status =
        Main.execute(
            arguments.toArray(String[]::new),
            new PrintWriter(new StringWriter(), true),
            new PrintWriter(err, true));
    assertThat(status).as(err.toString()).isZero();
    return RunStore.existing(runs);
  }

  private static OptionalDouble peak(RunRecord record) {
    return record.metric(MetricNames.PEAK_RSS).stream().mapToDouble(Metric::value).findFirst();
  }
}
