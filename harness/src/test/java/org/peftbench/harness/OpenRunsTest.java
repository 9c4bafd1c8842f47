package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;

class OpenRunsTest {
  private static final double GIGABYTE = 1e9;
  private static final PlannedRun SHORT = new PlannedRun("short", DummyWorker.spec(1));
  private static final PlannedRun LONG = new PlannedRun("long", DummyWorker.spec(2));
  private static final PlannedRun HUGE = new PlannedRun("huge", DummyWorker.spec(3));
  private static final PlannedRun UNKNOWN = new PlannedRun("unknown", DummyWorker.spec(4));

  private static final Map<PlannedRun, Estimate> ESTIMATES =
      Map.of(
          SHORT, new Estimate(OptionalDouble.of(10), 2 * GIGABYTE, true),
          LONG, new Estimate(OptionalDouble.of(100), 2 * GIGABYTE, true),
          HUGE, new Estimate(OptionalDouble.of(50), 9 * GIGABYTE, true),
          UNKNOWN, new Estimate(OptionalDouble.empty(), GIGABYTE, false));

  @Test
  void oneAtATimeKeepsThePlansOrder() throws Exception {
    OpenRuns runs = new OpenRuns(List.of(SHORT, HUGE, LONG), Share.ONE);
    assertThat(drain(runs)).containsExactly(SHORT, HUGE, LONG);
  }

  @Test
  void severalGoLongestFirstAndThoseOfUnknownLengthBeforeThem() throws Exception {
    OpenRuns runs = open(100 * GIGABYTE, SHORT, HUGE, LONG, UNKNOWN);
    assertThat(drain(runs)).containsExactly(UNKNOWN, LONG, HUGE, SHORT);
  }

  @Test
  void neverTakeMoreMemoryThanThereIs() throws Exception {
    OpenRuns runs = open(4 * GIGABYTE, SHORT, LONG, HUGE);
    assertThat(runs.take()).contains(LONG);
    assertThat(runs.take()).as("the huge one does not fit beside it").contains(SHORT);
    runs.ended(LONG);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<PlannedRun>> next = other.submit(runs::take);
      assertThat(next.isDone()).isFalse();
      runs.ended(SHORT);
      assertThat(next.get()).as("more than the machine has goes alone").contains(HUGE);
    } finally {
      other.shutdownNow();
    }
    assertThat(runs.take()).isEmpty();
  }

  private static OpenRuns open(double bytes, PlannedRun... runs) {
    return new OpenRuns(List.of(runs), new Share(4, bytes, ESTIMATES::get));
  }

  private static List<PlannedRun> drain(OpenRuns runs) throws InterruptedException {
    List<PlannedRun> order = new ArrayList<>();
    for (Optional<PlannedRun> run = runs.take(); run.isPresent(); run = runs.take()) {
      order.add(run.get());
      runs.ended(run.get());
    }
    return order;
  }
}
