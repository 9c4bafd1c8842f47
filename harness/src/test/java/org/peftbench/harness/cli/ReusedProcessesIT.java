package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.reports.RunDiff;
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
    assertBitEqual(List.of("--method=full,relora,qlora"), 1);
  }

  @Tag("slow")
  @Test
  void soItIsWithEveryMethod() {
    int processes = Math.min(2, Runtime.getRuntime().availableProcessors());
    assertBitEqual(List.of("--threads=1", "--workers=" + processes), processes);
  }

  private void assertBitEqual(List<String> options, int processes) {
    RunStore reused =
        make("reused", Stream.concat(options.stream(), Stream.of("--reuse-processes")).toList());
    RunStore alone = make("alone", options);
    List<RunRecord> made = reused.all();
    for (RunRecord one : made) {
      RunRecord other = alone.find(one.spec().id()).orElseThrow();
      RunDiff diff = RunDiff.of(one, reused.predictions(one), other, alone.predictions(other));
      assertThat(one.status()).as(one.label()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(diff.verdict()).as(one.label()).isEqualTo(RunDiff.Verdict.BIT_EQUAL);
      assertThat(other.notes()).doesNotContainKey("process");
      assertThat(hasMemory(one)).isEqualTo(hasMemory(other) && !isReused(one));
    }
    assertThat(made).filteredOn(ReusedProcessesIT::isReused).hasSize(made.size() - processes);
  }

  private static boolean isReused(RunRecord record) {
    return record.notes().containsKey("process");
  }

  private static boolean hasMemory(RunRecord record) {
    return record.metric(MetricNames.PEAK_RSS).isPresent();
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
}
