package org.peftbench.harness.suite;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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

  /** The numeric type where nobody says otherwise. */
  static final String DEFAULT_DTYPE = "float32";

  /** What a suite may say. */
  static final List<String> TRAINING_DTYPES = List.of("f32", "f64", "float32", "float64");

  static final Pattern DEVICE = Pattern.compile("cpu|gpu:(0|[1-9]\\d?)");

  private static final String PROCESSOR = "cpu";
  private static final String HALF = "float16";
  private static final String BRAIN = "bfloat16";
  private static final Map<String, String> DTYPES =
      Map.of(
          "f32", "float32", "f64", "float64", "f16", HALF, "bf16", BRAIN, "float32", "float32",
          "float64", "float64", HALF, HALF, BRAIN, BRAIN);

  /**
   * A numeric type's whole name, for its short form too.
   *
   * @throws UserError if there is none of that name
   */
  public static String dtype(String name) {
    String whole = DTYPES.get(name);
    if (whole == null) {
      throw Names.unknown("dtype", name, DTYPES.keySet().stream().sorted().toList());
    }
    return whole;
  }

  /**
   * The same of a type that models compute in.
   *
   * @throws UserError if the engine can't: DJL's PyTorch engine ends the process on BFLOAT16
   */
  public static String computedDtype(String name) {
    String whole = dtype(name);
    if (whole.equals(BRAIN)) {
      throw new UserError(
          "the engine can't compute in bfloat16, which is there for 'peftbench plan': take float32,"
              + " float64 or, where nothing is trained, float16");
    }
    return whole;
  }

  /**
   * The same of a type that trainings compute in.
   *
   * @throws UserError if none does
   */
  public static String trainingDtype(String name) {
    String whole = computedDtype(name);
    if (whole.equals(HALF)) {
      throw new UserError(
          "no training computes in float16, where small gradients vanish: take float32 or float64");
    }
    return whole;
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
