package org.peftbench.results.study;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Environment;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * Neural tangent kernels of methods at their start, compared with full fine-tuning's on the same
 * examples under the same head.
 *
 * @param schema version of this form
 * @param inputs what it was made from, but for the methods
 * @param shown the examples of the printed matrices, ordered by their right answers
 * @param kernels one a method, full fine-tuning first
 * @param environment where it was made
 */
public record KernelStudy(
    int schema, Inputs inputs, List<Shown> shown, List<Kernel> kernels, Environment environment)
    implements Study {
  public KernelStudy {
    Study.requireReadable(schema);
    shown = List.copyOf(shown);
    kernels = List.copyOf(kernels);
    if (kernels.isEmpty()) {
      throw new IllegalArgumentException("full fine-tuning's kernel is missing");
    }
    int size = shown.size();
    if (kernels.stream().anyMatch(kernel -> kernel.shape() != null && !kernel.shape().has(size))) {
      throw new IllegalArgumentException("a matrix is not of the " + size + " examples shown");
    }
  }

  /**
   * What gradients are taken of.
   *
   * @param backbone the frozen model
   * @param task with the digest of its rows, of which the training rows are the examples
   * @param seed of the head and of whatever a method starts random
   * @param maxLength tokens that an input may have
   * @param dtype numeric type of the computation
   * @param threads of the engine
   * @param device that computed; null for the processor
   */
  public record Inputs(
      RunSpec.Backbone backbone,
      RunSpec.Task task,
      long seed,
      int maxLength,
      String dtype,
      int threads,
      @Nullable String device) {}

  /**
   * An example of the printed matrices.
   *
   * @param id of the training row
   * @param answer the right one, in words or as a number
   */
  public record Shown(String id, String answer) {}

  /**
   * The kernel of one method's parameters.
   *
   * @param label the method and the settings that are not its defaults
   * @param method with its complete configuration
   * @param parameters that it trains, the head apart
   * @param startGap greatest difference of an answer from full fine-tuning's at the start: 0 for a
   *     method that starts as the checkpoint is
   * @param trace sum of the diagonal: over the examples, the squared lengths of the gradients
   * @param shape what can be said of a kernel that is not 0; absent for one that is
   * @param withHead the same comparison after the head's kernel, which every method has, was added
   *     to both
   */
  public record Kernel(
      String label,
      RunSpec.Method method,
      long parameters,
      double startGap,
      double trace,
      @Nullable Shape shape,
      Likeness withHead) {}

  /**
   * A kernel's form.
   *
   * @param effectiveRank exponential of the entropy of the eigenvalues' shares
   * @param answerAlignment centred alignment with the kernel of the right answers
   * @param toFull how like full fine-tuning's it is
   * @param matrix values among the shown examples, row by row up to the diagonal, divided by the
   *     mean of the whole diagonal
   */
  public record Shape(
      double effectiveRank, double answerAlignment, Likeness toFull, List<List<Double>> matrix) {
    public Shape {
      matrix = matrix.stream().map(List::copyOf).toList();
    }

    private boolean has(int examples) {
      return matrix.size() == examples
          && IntStream.range(0, examples).allMatch(row -> matrix.get(row).size() == row + 1);
    }
  }

  /**
   * How like full fine-tuning's kernel F another one, K, is.
   *
   * @param alignment ⟨K, F⟩ / (‖K‖ ‖F‖), Frobenius: 1 where they differ in scale alone
   * @param centredAlignment the same after the gradients' mean over the examples was taken off
   * @param distance ‖K/tr K − F/tr F‖ / ‖F/tr F‖: 0 where they differ in scale alone
   * @param rawDistance ‖K − F‖ / ‖F‖, with nothing normalised
   */
  public record Likeness(
      double alignment, double centredAlignment, double distance, double rawDistance) {}

  @Override
  @JsonIgnore
  public String id() {
    List<Map<String, Object>> methods =
        kernels.stream()
            .map(kernel -> Map.of("label", (Object) kernel.label(), "method", kernel.method()))
            .toList();
    Map<String, Object> whole = Map.of("kind", "ntk", "inputs", inputs, "methods", methods);
    return Digest.of(Json.canonical(whole)).substring(0, 16);
  }
}
