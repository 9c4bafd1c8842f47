package org.peftbench.harness.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.HeadKind;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class StepEstimateTest {
  private static final long BACKBONE = 124_055_040; // RoBERTa-base without a pooler
  private static final long MAPS =
      12 * (4 * 768 * 768 + 2 * 768 * 3072); // its linear maps' weights

  @Test
  void countsWhatIsTrainedAndItsMoments() {
    StepEstimate lora = estimate("roberta-base", "lora", 4, 64, "float32", false);
    long pairs = 12 * 2 * 8 * 2 * 768; // layers, queries and values, rank 8 of 768
    long head = 768 * 768 + 768 + 2 * 768 + 2;
    assertThat(lora.weights()).isEqualTo(4 * BACKBONE);
    assertThat(lora.trained()).isEqualTo(4 * (pairs + head));
    assertThat(lora.gradients()).isEqualTo(lora.trained());
    assertThat(lora.optimizer()).isBetween(2 * lora.trained(), 2 * lora.trained() + 500);
    assertThat(lora.remembered()).isZero();
    assertThat(lora.peak()).isGreaterThan(lora.weights() + 4 * lora.trained() + lora.activations());
  }

  /**
   * A product a weight and token forwards, and one back; attention and small things add to that.
   */
  @Test
  void countsOperations() {
    double products = 2.0 * 2 * 85_000_000 * 4 * 64;
    StepEstimate lora = estimate("roberta-base", "lora", 4, 64, "float32", false);
    assertThat(lora.operations()).isBetween(0.98 * products, 1.1 * products);
    StepEstimate full = estimate("roberta-base", "full", 4, 64, "float32", false);
    assertThat(full.operations()).isBetween(1.47 * products, 1.6 * products);
  }

  @Test
  void halfTheBytesAreHalfTheMemory() {
    StepEstimate whole = estimate("bert-base", "lora", 2, 32, "float32", false);
    StepEstimate half = estimate("bert-base", "lora", 2, 32, "bfloat16", false);
    assertThat(2.0 * half.peak() / whole.peak()).isBetween(0.99, 1.01);
  }

  @Test
  void computingLayersAgainSavesActivationsAndCostsOperations() {
    StepEstimate kept = estimate("bert-base", "lora", 8, 128, "float32", false);
    StepEstimate again = estimate("bert-base", "lora", 8, 128, "float32", true);
    assertThat(again.activations()).isLessThan(kept.activations() / 10);
    assertThat(again.operations() / kept.operations()).isBetween(1.3, 1.6);
  }

  @Test
  void quantisedWeightsAreKeptPacked() {
    StepEstimate estimate = estimate("bert-base", "qlora", 2, 16, "float32", false);
    double packed = 85_000_000 / 2.0; // 4 bits each, and scales
    assertThat(estimate.remembered()).isBetween((long) packed, (long) (1.1 * packed));
  }

  /** Where a subspace was turned to a whole gradient, that gradient's memory stays. */
  @Test
  void countsWholeGradientsThatAMethodAsksFor() {
    StepEstimate galore = estimate("roberta-base", "galore", 2, 16, "float32", false);
    assertThat(galore.gradients() - galore.trained()).isEqualTo(4 * MAPS);
  }

  /** Until ranks are given out the maps' changes are made whole, with their gradients. */
  @Test
  void countsWhatAMethodLooksAt() {
    StepEstimate increlora = estimate("roberta-base", "increlora", 2, 16, "float32", false);
    assertThat(increlora.remembered() - 4 * MAPS).isBetween(0L, 100_000L);
    assertThat(increlora.gradients() - increlora.trained()).isEqualTo(4 * MAPS);
    assertThat(increlora.activations()).isGreaterThan(4 * MAPS);
  }

  @Test
  void countsScoresOfWhatIsTrained() {
    StepEstimate adalora = estimate("roberta-base", "adalora", 2, 16, "float32", false);
    long pairs = 12 * 2 * 12 * (2 * 768 + 1); // layers, queries and values, rank 12 of 768
    assertThat(adalora.remembered() - 2 * 4 * pairs).isBetween(0L, 10_000L);
  }

  /** One map's at a time. */
  @Test
  void countsArraysBetweenSteps() {
    StepEstimate loraprune = estimate("roberta-base", "loraprune", 1, 4, "float32", false);
    long held =
        loraprune.weights()
            + loraprune.trained()
            + loraprune.remembered()
            + loraprune.gradients()
            + loraprune.optimizer();
    long largest = 4 * 768 * 3072;
    assertThat(loraprune.peak() - held).isBetween(8 * largest, 9 * largest);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void plansEveryMethod(String name) {
    StepEstimate estimate = estimate("all-minilm-l6-v2", name, 2, 16, "float32", false);
    assertThat(estimate.peak()).isGreaterThan(estimate.weights() + estimate.trained());
    assertThat(estimate.operations()).isPositive();
  }

  static Stream<String> methods() {
    return PeftMethods.all().stream().map(PeftMethod::name);
  }

  @Test
  void refusesMoreTokensThanPositions() {
    assertThatThrownBy(() -> estimate("bert-base", "lora", 1, 513, "float32", false))
        .isInstanceOf(UserError.class)
        .hasMessage("--length 513 is more than the model's 512 positions: lower it");
  }

  @Test
  void refusesStepsOfNothing() {
    assertThatThrownBy(() -> estimate("bert-base", "lora", 0, 16, "float32", false))
        .isInstanceOf(UserError.class)
        .hasMessage("--batch must be >= 1 and --length >= 4, got 0 and 16");
  }

  /** What one machine's processor does otherwise is no matter of a device elsewhere. */
  @Test
  void isOfTheDeviceThatIsNamed() {
    StepShape shape = new StepShape(HeadKind.SEQUENCE, 8, 64, "float32", 0.1, false, "gpu:0");
    StepShape wide = new StepShape(HeadKind.SEQUENCE, 8, 64, "float64", 0.1, false, null);
    assertThat(estimate("roberta-base", "lora", shape).weights())
        .isEqualTo(estimate("roberta-base", "lora", wide).weights() / 2);
    // In double precision no processor takes another way, so activations differ by masks alone.
    assertThat((double) estimate("roberta-base", "lora", shape).activations())
        .isCloseTo(
            estimate("roberta-base", "lora", wide).activations() / 2.0, withinPercentage(10));
  }

  private static StepEstimate estimate(
      String model, String name, int batch, int length, String dtype, boolean checkpointed) {
    return estimate(
        model,
        name,
        new StepShape(HeadKind.SEQUENCE, batch, length, dtype, 0.1, checkpointed, null));
  }

  private static StepEstimate estimate(String model, String name, StepShape shape) {
    PeftMethod<?> method = PeftMethods.named(name);
    return StepEstimate.of(
        Outlines.config(model), method, method.complete(Json.MAPPER.createObjectNode()), shape);
  }
}
