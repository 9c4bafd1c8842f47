package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Backbone;
import org.peftbench.results.base.Digest;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

class ContinuationTest {
  private static final int STEPS = 7;
  private static final int CUT = 4;

  private final TaskDefinition task = TaskCatalog.named("sst2");
  private final List<String> warnings = new ArrayList<>();
  @TempDir Path folder;

  /** What one training came to. */
  private record Outcome(
      List<Double> losses,
      List<Monitor.Evaluation> evaluations,
      Map<String, String> arrays,
      Map<Integer, String> states,
      Map<String, String> decisions,
      int resumedAt) {}

  static List<String> methods() {
    return PeftMethods.all().stream().map(PeftMethod::name).toList();
  }

  /** Dropout on, the best state kept, two epochs: cut in each, all bits are the same. */
  @ParameterizedTest
  @MethodSource("methods")
  void endsBitEqualToOneThatWasNotCut(String method) throws IOException {
    Outcome whole = train(method, STEPS, folder.resolve("whole"));
    Path cut = folder.resolve("cut");
    train(method, 2, cut);
    Outcome middle = train(method, 5, cut);
    assertThat(middle.resumedAt()).isEqualTo(2);
    assertThat(whole.states()).as("after each step").containsAllEntriesOf(middle.states());
    Outcome continued = train(method, STEPS, cut);
    assertThat(continued.resumedAt()).isEqualTo(5);
    assertThat(whole.states()).as("after each step").containsAllEntriesOf(continued.states());
    assertThat(continued.losses()).isEqualTo(whole.losses());
    assertThat(continued.evaluations()).isEqualTo(whole.evaluations());
    assertThat(continued.arrays()).isEqualTo(whole.arrays());
    assertThat(continued.decisions()).isEqualTo(whole.decisions());
    assertThat(warnings).isEmpty();
  }

  @Test
  void skipsDamagedOnesWithAWarning() throws IOException {
    Outcome whole = train("lora", STEPS, folder.resolve("whole"));
    Path cut = folder.resolve("cut");
    train("lora", CUT, cut);
    assertThat(names(cut))
        .as("two generations")
        .containsExactly("step-3.json", "step-3.safetensors", "step-4.json", "step-4.safetensors");
    byte[] arrays = Files.readAllBytes(cut.resolve("step-4.safetensors"));
    arrays[arrays.length - 1] ^= 1;
    Files.write(cut.resolve("step-4.safetensors"), arrays);
    Outcome continued = train("lora", STEPS, cut);
    assertThat(continued.resumedAt()).isEqualTo(CUT - 1);
    assertThat(continued.arrays()).isEqualTo(whole.arrays());
    assertThat(warnings).containsExactly("step 4: its arrays are damaged");
  }

  @Test
  void beginsAnewWhereNoneIsWhole() throws IOException {
    Path cut = folder.resolve("cut");
    train("lora", CUT, cut);
    Files.writeString(cut.resolve("step-4.json"), "{\"step\": 4,");
    Files.delete(cut.resolve("step-3.safetensors"));
    Outcome continued = train("lora", STEPS, cut);
    assertThat(continued.resumedAt()).isZero();
    assertThat(warnings).containsExactly("step 4 is damaged", "step 3: its arrays are damaged");
  }

  @Test
  void beginsAnewUnderAnotherVersion() throws IOException {
    train("lora", CUT, folder);
    Checkpoints other = new Checkpoints(folder, "2.0");
    assertThat(other.newest(warnings::add)).isEmpty();
    assertThat(warnings).contains("step 4 was written by 1.0");
    other.clear();
    assertThat(folder).doesNotExist();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  /** Trains a plan of {@link #STEPS}, up to {@code until}, a checkpoint behind every step. */
  private Outcome train(String method, int until, Path checkpoints) throws IOException {
    List<Double> losses = new ArrayList<>();
    Map<Integer, String> states = new LinkedHashMap<>();
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, method, TinySettings.of(method), 0.1);
        Monitor<Parity.Sequence> monitor =
            new Monitor<>(task, new Evaluator<>(Tiny.PARITY, 16), Tiny.rows(24), true);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(STEPS, 2, 5e-3, 0.1), Tiny.features(32), 1)) {
      Continuation continuation =
          new Continuation(
              new Checkpoints(checkpoints, "1.0"), learner, loop, monitor, Duration.ZERO);
      int resumed = continuation.resume(report -> losses.add(report.loss()), warnings::add);
      try {
        loop.run(
            report -> {
              losses.add(report.loss());
              states.put(report.step(), Digest.of(bits(loop.arrays()).toString()));
              continuation.afterStep(report);
              monitor.evaluate(learner, report.step(), report.step());
              continuation.keep(report.step());
              if (report.step() == until && until < STEPS) {
                throw new Cut();
              }
            });
      } catch (Cut e) {
        // as dead as in a process that was killed: all that is left lies on disk
      }
      Map<String, NDArray> arrays = new LinkedHashMap<>(loop.arrays());
      arrays.putAll(monitor.arrays());
      Map<String, String> decisions = until == STEPS ? learner.adaptation().decisions() : Map.of();
      return new Outcome(losses, monitor.evaluations(), bits(arrays), states, decisions, resumed);
    }
  }

  private static Map<String, String> bits(Map<String, NDArray> arrays) {
    Map<String, String> bits = new LinkedHashMap<>();
    arrays.forEach((name, array) -> bits.put(name, bits(array)));
    return bits;
  }

  private static String bits(NDArray array) {
    return Digest.of(Arrays.toString(array.toByteArray()));
  }

  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
