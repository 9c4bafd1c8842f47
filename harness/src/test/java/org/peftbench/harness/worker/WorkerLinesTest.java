package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.results.RunStatus;

class WorkerLinesTest {
  private static final String READY = "ready";

  private final List<Object> heard = new ArrayList<>();

  @Test
  void whatIsWrittenIsHeard() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WorkerLines.Writer writer = new WorkerLines.Writer(out);
    ProgressEvent event = new ProgressEvent(Phase.EVALUATING, 5, 10, 0.25, "accuracy", 0.5);
    Failure failure = new Failure(RunStatus.FAILED, "why");
    writer.progress(event);
    writer.failure(failure);
    writer.ready();

    out.toString(StandardCharsets.UTF_8).lines().forEach(this::accept);

    assertThat(heard).containsExactly(event, failure, READY);
  }

  @Test
  void theFormIsFixed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new WorkerLines.Writer(out)
        .progress(new ProgressEvent(Phase.TRAINING, 5, 10, Double.POSITIVE_INFINITY, null, null));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\n@peftbench progress {\"phase\":\"TRAINING\",\"step\":5,\"total_steps\":10}\n");
  }

  @Test
  void aMessageIsFoundBehindOtherOutput() {
    assertThat(accept("warning@peftbench failure {\"message\":\"m\",\"status\":\"FAILED\"}"))
        .isTrue();
    assertThat(heard).containsExactly(new Failure(RunStatus.FAILED, "m"));
  }

  @Test
  void allElseIsLog() {
    assertThat(accept("step 5 of 10")).isFalse();
    assertThat(accept("@peftbench progress {\"phase\":\"TRAI")).isFalse();
    assertThat(accept("@peftbench progress {\"unknown\":1}")).isFalse();
    assertThat(heard).isEmpty();
  }

  private boolean accept(String line) {
    return WorkerLines.accept(
        line,
        new WorkerLines.Listener() {
          @Override
          public void progressed(ProgressEvent event) {
            heard.add(event);
          }

          @Override
          public void failed(Failure failure) {
            heard.add(failure);
          }

          @Override
          public void ready() {
            heard.add(READY);
          }
        });
  }
}
