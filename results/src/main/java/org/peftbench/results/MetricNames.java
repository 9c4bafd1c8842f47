package org.peftbench.results;

/**
 * Names of the figures that every run measures, whatever its task; a task's own metrics have the
 * field's names.
 */
public final class MetricNames {
  /** Parameters the method trains, head apart. */
  public static final String TRAINABLE_ADAPTATION = "trainable_parameters.adaptation";

  /** Parameters of the task head that are trained. */
  public static final String TRAINABLE_HEAD = "trainable_parameters.head";

  /** Parameters of the frozen backbone. */
  public static final String BACKBONE_PARAMETERS = "backbone_parameters";

  /** Bytes of the saved adapter, head included. */
  public static final String ADAPTER_BYTES = "adapter_bytes";

  /** Seconds of training, evaluation and start-up not counted. */
  public static final String TRAINING_SECONDS = "training_seconds";

  /** Quantiles over the steps, the first ones (warm-up of caches and compiler) left out. */
  public static final String STEP_SECONDS_MEDIAN = "step_seconds.median";

  public static final String STEP_SECONDS_P90 = "step_seconds.p90";
  public static final String STEP_SECONDS_P99 = "step_seconds.p99";

  /** Real tokens trained on per training second. */
  public static final String TOKENS_PER_SECOND = "tokens_per_second.real";

  /** The same, padding counted in. */
  public static final String PADDED_TOKENS_PER_SECOND = "tokens_per_second.padded";

  /** Largest resident set of the worker process. */
  public static final String PEAK_RSS = "peak_rss";

  /** First evaluated step whose score is at least 95 % of the final one. */
  public static final String STEPS_TO_95 = "steps_to_95_percent";

  /** Training seconds until then. */
  public static final String SECONDS_TO_95 = "seconds_to_95_percent";

  /** Examples trained on until then, with repetition. */
  public static final String EXAMPLES_TO_95 = "examples_to_95_percent";

  /** First evaluated step whose score is at least 0.9; absent where none is. */
  public static final String STEPS_TO_0_9 = "steps_to_0.9";

  /** Mean score over the steps, from the first evaluation to the last. */
  public static final String AREA_UNDER_CURVE = "area_under_curve";

  /** Most bytes that were used of Java's heap. */
  public static final String PEAK_HEAP = "peak_heap";

  /** Most memory in use on any one GPU during training, whoever used it. */
  public static final String GPU_MEMORY_DEVICE = "gpu_memory.device";

  /** The same, by the worker's process alone. */
  public static final String GPU_MEMORY_PROCESS = "gpu_memory.process";

  /** Of the processor's packages from the first step to the last, in joules. */
  public static final String ENERGY = "energy";

  /** Optimizer steps done. */
  public static final String STEPS = "steps";

  /** Seconds of the final evaluation. */
  public static final String EVALUATION_SECONDS = "evaluation_seconds";

  /**
   * Matrix products of this machine at the time of the run, with the run's threads and numeric
   * type: a time multiplied by it hardly depends on the machine.
   */
  public static final String MATRIX_PRODUCT_RATE = "matrix_product_rate";

  /**
   * How the names begin of what simple rules score by the task's primary metric on the same rows:
   * {@code baseline.majority}, {@code baseline.bag_of_words}.
   */
  public static final String BASELINE = "baseline.";

  /** How the names begin of the parts of the peak memory: {@code memory.weights}, in bytes. */
  public static final String MEMORY_PART = "memory.";

  /** How the names begin of the parts of the training time: {@code time.forward}, in seconds. */
  public static final String TIME_PART = "time.";

  /** Curve: how far the Jacobian of the answers is from that of the start, relative to it. */
  public static final String JACOBIAN_DRIFT = "jacobian_drift";

  /** Curve: the same of its tangent kernel. */
  public static final String KERNEL_DRIFT = "kernel_drift";

  /** Curve: cosine between the tangent kernel and that of the start. */
  public static final String KERNEL_ALIGNMENT = "kernel_alignment";

  private MetricNames() {}
}
