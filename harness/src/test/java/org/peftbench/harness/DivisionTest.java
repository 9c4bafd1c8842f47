package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DivisionTest {
  private static final Division ONE = new Division(1, 4);
  private static final Division TWO = new Division(2, 2);
  private static final Division FOUR = new Division(4, 1);

  @Test
  void noCoreIsIdleAndNoneIsShared() {
    assertThat(Division.of(4)).containsExactly(ONE, TWO, FOUR);
    assertThat(Division.of(6)).extracting(Division::threads).containsExactly(6, 3, 2, 1);
    assertThat(Division.of(1)).containsExactly(new Division(1, 1));
  }

  @Test
  void whatDoesNotFitIntoMemoryIsNotTried() {
    List<Division> all = Division.of(4);
    assertThat(Division.fitting(all, 2e9, 8e9)).containsExactly(ONE, TWO, FOUR);
    assertThat(Division.fitting(all, 3e9, 8e9)).containsExactly(ONE, TWO);
    assertThat(Division.fitting(all, 9e9, 8e9)).containsExactly(ONE);
  }

  @Test
  void theFastestIsTaken() {
    assertThat(Division.fastest(Map.of(ONE, 10.0, TWO, 14.0, FOUR, 20.0))).isEqualTo(FOUR);
    assertThat(Division.fastest(Map.of(ONE, 10.0, TWO, 8.0, FOUR, 5.0))).isEqualTo(ONE);
  }

  @Test
  void aDifferenceThatIsHardlyOneIsNotWorthMoreProcesses() {
    assertThat(Division.fastest(Map.of(ONE, 19.5, TWO, 20.0, FOUR, 20.2))).isEqualTo(ONE);
    assertThat(Division.fastest(Map.of(ONE, 15.0, TWO, 20.0, FOUR, 20.2))).isEqualTo(TWO);
  }

  @Test
  void itHasWords() {
    assertThat(FOUR).hasToString("4 x 1 thread");
    assertThat(TWO).hasToString("2 x 2 threads");
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> new Division(0, 1));
  }
}
