package org.peftbench.results.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.peftbench.results.Environment;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/** Invented studies of invented tasks. */
public final class Studies {
  private Studies() {}

  private static final RunSpec.Backbone BACKBONE =
      new RunSpec.Backbone("synthetic-minilm", "ab".repeat(32));
  private static final Environment MACHINE =
      new Environment("os", "cpu", 2, 1 << 30, "java", "engine", "cpu", "0.1.0", Map.of());

  /**
   * Kernels of full fine-tuning and of others, among four examples of two labels.
   *
   * @param methods names, or {@code label=name}
   */
  public static KernelStudy kernels(String task, String... methods) {
    List<KernelStudy.Kernel> kernels = new ArrayList<>();
    kernels.add(kernel("full", 1));
    for (int i = 0; i < methods.length; i++) {
      kernels.add(kernel(methods[i], 1.0 / (i + 2)));
    }
    return new KernelStudy(
        Study.SCHEMA,
        new KernelStudy.Inputs(BACKBONE, task(task), 0, 128, "float32", 2, null),
        List.of(
            new KernelStudy.Shown("r0", "no"),
            new KernelStudy.Shown("r1", "no"),
            new KernelStudy.Shown("r2", "<b>yes"),
            new KernelStudy.Shown("r3", "<b>yes")),
        kernels,
        MACHINE);
  }

  /**
   * Updates of one run a method: of three matrices, or of none by bitfit, or of what does not fold
   * by prompt-tuning.
   */
  public static UpdateStudy updates(String task, String... methods) {
    return new UpdateStudy(
        Study.SCHEMA, Arrays.stream(methods).map(method -> update(task, method)).toList(), MACHINE);
  }

  private static UpdateStudy.Update update(String task, String method) {
    List<UpdateStudy.Matrices> matrices =
        List.of(
            new UpdateStudy.Matrices("layer.*.output.weight", 1, 24, 6, 3.5, 0.4),
            new UpdateStudy.Matrices("layer.*.query.weight", 2, 12, 3, 2, 0.1));
    List<Double> start = List.of(-1.0, -0.9, -0.5, 0.0, 0.5, 0.9, 1.0);
    List<Double> end = List.of(-2.0, -1.5, -0.5, 0.1, 0.75, 1.25, 3.0);
    return new UpdateStudy.Update(
        Digest.of(method).substring(0, 16),
        method,
        "W + ΔW of " + method,
        BACKBONE,
        task(task),
        1,
        switch (method) {
          case "prompt-tuning" -> null;
          case "bitfit" -> List.of();
          default -> matrices;
        },
        List.of(
            new UpdateStudy.Values("layer.*.query." + method, 2, 0.5, start, end),
            new UpdateStudy.Values(
                "layer.*.query.zero", 2, null, Collections.nCopies(7, 0.0), end)));
  }

  private static RunSpec.Task task(String name) {
    return new RunSpec.Task(name, 1, "cd".repeat(32), 4, 1);
  }

  private static KernelStudy.Kernel kernel(String name, double likeness) {
    String label = name.replaceFirst("=.*", "");
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
        new RunSpec.Method(name.replaceFirst(".*=", ""), Json.MAPPER.createObjectNode()),
        1000,
        0,
        shape == null ? 0 : 42,
        shape,
        like);
  }
}
