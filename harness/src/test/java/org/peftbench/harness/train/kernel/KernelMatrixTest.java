package org.peftbench.harness.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class KernelMatrixTest {
  @Test
  void figuresEqualNumpys() throws IOException {
    JsonNode fixture = TangentKernelTest.fixture();
    KernelMatrix own = TangentKernelTest.matrix(fixture.path("bitfit"));
    KernelMatrix other = TangentKernelTest.matrix(fixture.path("full"));
    JsonNode figures = fixture.path("figures");
    assertFigure(own.alignment(other), figures, "alignment");
    assertFigure(own.centred().alignment(other.centred()), figures, "centred_alignment");
    assertFigure(own.shapeDistance(other), figures, "distance");
    assertFigure(own.distance(other), figures, "raw_distance");
    assertFigure(own.effectiveRank(), figures, "effective_rank");
  }

  @Test
  void scaleChangesNoShape() throws IOException {
    KernelMatrix full = TangentKernelTest.matrix(TangentKernelTest.fixture().path("full"));
    KernelMatrix twice = full.plus(full);
    assertThat(twice.alignment(full)).isCloseTo(1, within(1e-12));
    assertThat(twice.shapeDistance(full)).isCloseTo(0, within(1e-12));
    assertThat(twice.distance(full)).isCloseTo(1, within(1e-12));
    assertThat(twice.effectiveRank()).isCloseTo(full.effectiveRank(), within(1e-9));
  }

  private static void assertFigure(double actual, JsonNode figures, String name) {
    assertThat(actual).as(name).isCloseTo(figures.path(name).doubleValue(), within(1e-9));
  }
}
