package org.peftbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;

class StepBenchmarkTest {
  /** JMH wants its parameters written out. */
  @Test
  void everyMethodIsMeasured() throws NoSuchFieldException {
    assertThat(StepBenchmark.class.getField("method").getAnnotation(Param.class).value())
        .containsExactlyElementsOf(PeftMethods.all().stream().map(PeftMethod::name).toList());
  }
}
