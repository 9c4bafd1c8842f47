package org.peftbench.harness.suite;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Where a model computes and in which numeric type.
 *
 * @param device {@code gpu:0}; null for the processor
 * @param dtype by PyTorch's name; null for what the adapter or checkpoint says
 */
public record Hardware(@Nullable String device, @Nullable String dtype) {
  /** The processor, in whatever type was meant. */
  public static final Hardware USUAL = new Hardware(null, null);

  /** Numeric types that models compute in; the first is the default. */
  public static final List<String> DTYPES = List.of("float32", "float64", "bfloat16", "float16");

  /** Those that trainings compute in. */
  private static final List<String> TRAINING_DTYPES = DTYPES.subList(0, 3);

  static final Pattern DEVICE = Pattern.compile("cpu|gpu:(0|[1-9]\\d?)");

  private static final String PROCESSOR = "cpu";
  private static final Map<String, String> SHORT =
      Map.of("f32", "float32", "f64", "float64", "bf16", "bfloat16", "f16", "float16");

  /**
   * A numeric type's name, for its short form too: {@code bf16}.
   *
   * @throws UserError if there is none of that name
   */
  public static String dtype(String name) {
    return known(name, DTYPES);
  }

  /**
   * The same of a training. In float16 small gradients vanish, and nothing here scales losses.
   *
   * @throws UserError if no training computes in it
   */
  public static String trainingDtype(String name) {
    return known(name, TRAINING_DTYPES);
  }

  /** All names that {@link #trainingDtype} knows. */
  static List<String> trainingDtypes() {
    return names(TRAINING_DTYPES);
  }

  private static String known(String name, List<String> names) {
    String whole = SHORT.getOrDefault(name, name);
    if (!names.contains(whole)) {
      throw Names.unknown("dtype", name, names(names));
    }
    return whole;
  }

  private static List<String> names(List<String> dtypes) {
    return Stream.concat(
            dtypes.stream(),
            SHORT.keySet().stream().filter(word -> dtypes.contains(SHORT.get(word))).sorted())
        .toList();
  }

  /**
   * A device as a run's specification has it, wherever it may be: null for the processor.
   *
   * @throws UserError if no device is called so
   */
  public static @Nullable String device(String name) {
    if (!DEVICE.matcher(name).matches()) {
      throw new UserError("device must be cpu or gpu:0, gpu:1 and so on, got '%s'", name);
    }
    return name.equals(PROCESSOR) ? null : name;
  }
}
