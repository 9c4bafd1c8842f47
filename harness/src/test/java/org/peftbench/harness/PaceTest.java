package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void countsWhenAllAreAtItAndWarm() throws InterruptedException {
    Pace pace = new Pace(2);
    for (int step = 1; step <= 100; step++) {
      pace.made(0, step, step * SECOND / 100); // alone, and fast
    }
    for (int step = 1; step <= 60; step++) {
      long now = (1 + step) * SECOND;
      pace.made(0, 100 + 3 * step, now); // three steps a second
      pace.made(1, step, now); // one
    }
    pace.end("later than that it is all the same");

    assertThat(pace.await()).isCloseTo(4, within(0.2));
  }

  @Test
  void saysWhyThereIsNoRate() {
    Pace pace = new Pace(2);
    pace.made(0, 1, 0);
    pace.end("it broke");
    pace.end("and so it ended");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(pace::await)
        .withMessage("it broke");
  }
}
