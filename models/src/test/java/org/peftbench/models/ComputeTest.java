package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;

class ComputeTest {
  @Test
  void theProcessorIsWhereNobodyNamesADevice() {
    Compute compute = Compute.on((String) null, DataType.FLOAT64);
    assertThat(compute.dtype()).isEqualTo(DataType.FLOAT64);
    assertThat(compute.isDry()).isFalse();
    try (NDManager manager = compute.newManager()) {
      assertThat(manager.getDevice()).isEqualTo(Device.cpu());
    }
  }

  /** No machine has a hundred of them. */
  @Test
  void aDeviceThatIsNotThereIsRefusedInOneLine() {
    assertThatThrownBy(() -> Compute.on("gpu:99", DataType.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "device gpu:99 is not there, or the engine here can't use it: take cpu, or name an"
                + " engine for it with PYTORCH_LIBRARY_PATH");
  }
}
