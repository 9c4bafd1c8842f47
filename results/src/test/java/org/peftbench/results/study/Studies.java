package org.peftbench.results.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftbench.results.Environment;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;

/** Invented studies of invented tasks. */
public final class Studies {
  private Studies() {}

  /** Kernels of full fine-tuning and of others, among four examples of two labels. */
  public static KernelStudy kernels(String task, String... methods) {
    List<KernelStudy.Kernel> kernels = new ArrayList<>();
    kernels.add(kernel("full", 1));
    for (int i = 0; i < methods.length; i++) {
      kernels.add(kernel(methods[i], 1.0 / (i + 2)));
    }
    return new KernelStudy(
        Study.SCHEMA,
        new KernelStudy.Inputs(
            new RunSpec.Backbone("synthetic-minilm", "ab".repeat(32)),
            new RunSpec.Task(task, 1, "cd".repeat(32), 4, 1),
            0,
            128,
            "float32",
            2),
        List.of(
            new KernelStudy.Shown("r0", "no"),
            new KernelStudy.Shown("r1", "no"),
            new KernelStudy.Shown("r2", "<b>yes"),
            new KernelStudy.Shown("r3", "<b>yes")),
        kernels,
        new Environment("os", "cpu", 2, 1 << 30, "java", "engine", "cpu", "0.1.0", Map.of()));
  }

  private static KernelStudy.Kernel kernel(String label, double likeness) {
    KernelStudy.Likeness like =
        new KernelStudy.Likeness((1 + likeness) / 2, likeness, 1 - likeness, 2 - likeness);
    KernelStudy.Shape shape =
        label.equals("head-only")
            ? null
            : new KernelStudy.Shape(
                3.5,
                0.1,
                like,
                List.of(
                    List.of(1.1),
                    List.of(0.5 * likeness, 0.9),
                    List.of(-0.2, 0.0, 1.2),
                    List.of(0.1, -0.4 * likeness, 0.3, 0.8)));
    return new KernelStudy.Kernel(
        label,
        new RunSpec.Method(label, Json.MAPPER.createObjectNode()),
        1000,
        0,
        shape == null ? 0 : 42,
        shape,
        like);
  }
}
