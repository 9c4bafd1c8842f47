package org.peftbench.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.cluster.Errand;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.harness.worker.Plugins;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;

/** Runs on a real standalone Spark of two machines, one of which dies. */
class SparkExecutorIT {
  private static final int RUNS = 6;

  @TempDir Path folder;
  private final List<String> ended = Collections.synchronizedList(new ArrayList<>());

  /** Two runs are under way, one on each machine, when the machine of the second dies. */
  @Test
  void aMachineThatDiesLosesNothingAndDoublesNothing() throws Exception {
    assertSurvives(null);
  }

  /** The same through a folder of a Hadoop file system, where machines do not see the store. */
  @Test
  void recordsComeThroughAFileSystemOfHadoop() throws Exception {
    Path through = folder.resolve("through");
    assertSurvives(through.toUri().toString());
    try (var left = Files.list(through)) {
      assertThat(left).as("nothing is left on the way").isEmpty();
    }
  }

  private void assertSurvives(@Nullable String through) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (LocalSpark spark = new LocalSpark(folder.resolve("spark"), 2);
        Gate gate = new Gate()) {
      Errand errand = errand(spark.master(), gate.port(), through);
      Future<?> sweep =
          other.submit(
              () -> {
                try (gate) { // nobody will ask any more
                  new SparkExecutor(spark.home().toString()).execute(errand, ended::add);
                }
                return null;
              });
      Map<Long, Integer> begun = new HashMap<>();
      long again = 0;
      try {
        Gate.Visitor first = gate.next();
        Gate.Visitor second = gate.next();
        begun.put(first.seed(), 1);
        begun.put(second.seed(), 1);
        spark.kill(second.process());
        again = second.seed();
        first.letGo();
        for (int left = RUNS - 1; left > 0; left--) {
          Gate.Visitor next = gate.next();
          begun.merge(next.seed(), 1, Integer::sum);
          next.letGo();
        }
      } catch (SocketException e) {
        throw new IllegalStateException(
            "nobody asks: " + Files.readString(folder.resolve("store/spark.log")), e);
      }
      sweep.get();
      assertThat(begun).hasSize(RUNS);
      assertThat(begun.remove(again)).as("begun again").isEqualTo(2);
      assertThat(begun.values()).as("begun once").containsOnly(1);
      assertThat(ended).containsExactlyInAnyOrderElementsOf(errand.jobs().keySet());
      RunStore store = RunStore.existing(folder.resolve("store"));
      assertThat(store.all())
          .extracting(record -> record.spec().id())
          .containsExactlyInAnyOrderElementsOf(errand.jobs().keySet());
      assertThat(store.unfinished()).isEmpty();
    } finally {
      other.shutdown();
    }
  }

  private Errand errand(String master, int port, @Nullable String through) throws IOException {
    Path store = Files.createDirectories(folder.resolve("store"));
    // Where machines don't see the store, a job's own must not be touched.
    Path told = through == null ? store : folder.resolve("elsewhere");
    Map<String, Job> jobs = new LinkedHashMap<>();
    for (int seed = 1; seed <= RUNS; seed++) {
      RunSpec spec = spec(seed);
      jobs.put(
          spec.id(),
          new Job("gated", "gated", spec, told, null, folder, null, Leavings.USUAL, Map.of()));
    }
    List<String> command =
        List.of(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            WorkerCommand.classPath(Plugins.NONE),
            GatedRun.class.getName(),
            Integer.toString(port));
    return new Errand(
        "gated",
        store,
        jobs,
        new Errand.Terms(command, master, Map.of("spark.executor.memory", "512m"), through));
  }

  private static RunSpec spec(long seed) {
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("mini", "0123"),
        new RunSpec.Task("words", 1, "4567", null, null),
        new RunSpec.Method("lora", Json.MAPPER.createObjectNode()),
        Protocol.DEFAULT,
        seed,
        "float32",
        1);
  }
}
