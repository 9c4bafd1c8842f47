package org.peftbench.harness.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContrastsTest {
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 26})
  void areOrthonormalAndBlindToAConstant(int outputs) {
    double[][] contrasts = Contrasts.of(outputs);
    assertThat(contrasts).hasDimensions(outputs - 1, outputs);
    for (int i = 0; i < contrasts.length; i++) {
      assertThat(Arrays.stream(contrasts[i]).sum()).isCloseTo(0, within(1e-12));
      for (int j = 0; j < contrasts.length; j++) {
        double[] a = contrasts[i];
        double[] b = contrasts[j];
        double product = IntStream.range(0, outputs).mapToDouble(k -> a[k] * b[k]).sum();
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  @Test
  void aNumberIsItsOwnAnswer() {
    assertThat(Contrasts.of(1)).isDeepEqualTo(new double[][] {{1}});
  }
}
