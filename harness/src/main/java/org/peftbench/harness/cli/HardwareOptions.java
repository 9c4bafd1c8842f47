package org.peftbench.harness.cli;

import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.suite.Suite;
import picocli.CommandLine.Option;

/** Where a model computes and in which numeric type. */
final class HardwareOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      description = "cpu or gpu:0, gpu:1 and so on (default: the suite's, or cpu)")
  @Nullable String device;

  @Option(
      names = "--dtype",
      paramLabel = "TYPE",
      description =
          "f32, f64 or, where a model only answers, f16 (default: the suite's or the adapter's, or"
              + " f32)")
  @Nullable String dtype;

  /** What was asked for. */
  Hardware hardware() {
    return new Hardware(
        device == null ? null : Hardware.device(device),
        dtype == null ? null : Hardware.computedDtype(dtype));
  }

  /** A suite on what was asked for. */
  Suite on(Suite suite) {
    Suite typed = dtype == null ? suite : suite.withDtype(Hardware.trainingDtype(dtype));
    return device == null ? typed : typed.withDevice(Hardware.device(device));
  }
}
