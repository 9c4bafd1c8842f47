package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Answering;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;

/**
 * A comparison: every backbone on every task with every method under every seed.
 *
 * @param name of the suite
 * @param description what it is for, in a sentence
 * @param backbones known checkpoints' names or {@code dir:} folders
 * @param tasks what is asked
 * @param methods what is trained, each under a label of its own
 * @param seeds of weights, order and dropout
 * @param tuning how the candidates of methods are tried; null where none are
 * @param threads of the engine in one run
 * @param dtype numeric type of the computation
 * @param device that computes; null for the processor
 */
public record Suite(
    String name,
    String description,
    List<String> backbones,
    List<TaskChoice> tasks,
    List<MethodChoice> methods,
    List<Long> seeds,
    @Nullable Tuning tuning,
    int threads,
    String dtype,
    @Nullable String device) {

  /** Engine threads of a run where nobody says otherwise; fixed, since results depend on it. */
  public static final int DEFAULT_THREADS = 2;

  public Suite {
    backbones = List.copyOf(backbones);
    tasks = List.copyOf(tasks);
    methods = List.copyOf(methods);
    seeds = List.copyOf(seeds);
  }

  /**
   * A task and how many of its rows are used.
   *
   * @param trainRows cap on training rows; absent means all
   * @param evaluationRows cap on evaluation rows; absent means all
   * @param maxLeakage how many evaluation rows may stand among the training rows too; absent means
   *     any number, which the record then states
   * @param answers how a language model is asked; absent means as usual
   */
  public record TaskChoice(
      String task,
      @Nullable Integer trainRows,
      @Nullable Integer evaluationRows,
      @Nullable Integer maxLeakage,
      @Nullable Answering answers) {
    /** A task that may leak and is asked as usual. */
    public TaskChoice(String task, @Nullable Integer trainRows, @Nullable Integer evaluationRows) {
      this(task, trainRows, evaluationRows, null, null);
    }
  }

  /**
   * A method with its complete configuration and protocol.
   *
   * @param label how tables call it
   * @param tasks names of those that it is trained on
   * @param init folder of the adapter that training starts from; null for the method's own start
   * @param candidates of which one is chosen for a row besides this one; none where nothing is
   *     tuned
   */
  public record MethodChoice(
      String label,
      String method,
      List<String> tasks,
      ObjectNode config,
      Protocol protocol,
      @Nullable Path init,
      List<MethodChoice> candidates) {
    public MethodChoice {
      tasks = List.copyOf(tasks);
      candidates = List.copyOf(candidates);
    }

    /** A choice that is not tuned. */
    public MethodChoice(
        String label,
        String method,
        List<String> tasks,
        ObjectNode config,
        Protocol protocol,
        @Nullable Path init) {
      this(label, method, tasks, config, protocol, init, List.of());
    }

    /** The same with gradient checkpointing, its candidates too. */
    MethodChoice checkpointed() {
      List<MethodChoice> all = candidates.stream().map(MethodChoice::checkpointed).toList();
      return new MethodChoice(label, method, tasks, config, protocol.checkpointed(), init, all);
    }

    /** How tables call the row of the candidate that is chosen. */
    public String tunedLabel() {
      return label + "-tuned";
    }
  }

  /**
   * How configurations are chosen: every candidate is trained on a part of the training rows and
   * scored on the rest of them, the tuning split.
   *
   * @param holdout share of the training rows that are scored on
   * @param seeds under which every candidate is tried; the split is drawn by the first
   * @param given whether methods are also reported as they are given, besides their tuned rows
   */
  public record Tuning(double holdout, List<Long> seeds, boolean given) {
    public Tuning {
      seeds = List.copyOf(seeds);
      if (!(holdout > 0 && holdout <= 0.9)) {
        throw new UserError("holdout must lie in (0.0, 0.9], got %s", holdout);
      }
    }

    /** The split. */
    RunSpec.TuningSplit split() {
      return new RunSpec.TuningSplit(holdout, seeds.get(0));
    }
  }

  /** The same suite with other engine threads. */
  public Suite withThreads(int other) {
    return with(methods, other, dtype, device);
  }

  /** The same suite in another numeric type. */
  public Suite withDtype(String other) {
    return with(methods, threads, other, device);
  }

  /**
   * The same suite elsewhere.
   *
   * @param other null for the processor
   */
  public Suite withDevice(@Nullable String other) {
    return with(methods, threads, dtype, other);
  }

  /** The same suite with gradient checkpointing. */
  public Suite checkpointed() {
    List<MethodChoice> choices = methods.stream().map(MethodChoice::checkpointed).toList();
    return with(choices, threads, dtype, device);
  }

  private Suite with(
      List<MethodChoice> choices, int someThreads, String type, @Nullable String place) {
    return new Suite(
        name, description, backbones, tasks, choices, seeds, tuning, someThreads, type, place);
  }

  /** What is trained on a task. */
  public List<MethodChoice> methodsOn(String task) {
    return methods.stream().filter(choice -> choice.tasks().contains(task)).toList();
  }

  /** How many runs it asks for: of every method's row, of its candidates and of the chosen one. */
  public long size() {
    return backbones.size()
        * tasks.stream()
            .flatMap(task -> methodsOn(task.task()).stream())
            .mapToLong(this::runsOf)
            .sum();
  }

  /** Runs of one method on one task and backbone, trials included. */
  public long runsOf(MethodChoice choice) {
    if (tuning == null) {
      return seeds.size();
    }
    long rows = tuning.given() ? 2 : 1;
    return rows * seeds.size() + (long) choice.candidates().size() * tuning.seeds().size();
  }
}
