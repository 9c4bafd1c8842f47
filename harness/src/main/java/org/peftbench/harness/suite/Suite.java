package org.peftbench.harness.suite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Answering;
import org.peftbench.results.Protocol;

/**
 * A comparison: every backbone on every task with every method under every seed.
 *
 * @param name of the suite
 * @param description what it is for, in a sentence
 * @param backbones known checkpoints' names or {@code dir:} folders
 * @param tasks what is asked
 * @param methods what is trained, each under a label of its own
 * @param seeds of weights, order and dropout
 * @param threads of the engine in one run
 * @param dtype numeric type of the computation
 */
public record Suite(
    String name,
    String description,
    List<String> backbones,
    List<TaskChoice> tasks,
    List<MethodChoice> methods,
    List<Long> seeds,
    int threads,
    String dtype) {

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
   * @param init folder of the adapter that training starts from; null for the method's own start
   */
  public record MethodChoice(
      String label, String method, ObjectNode config, Protocol protocol, @Nullable Path init) {}

  /** The same suite with other engine threads. */
  public Suite withThreads(int other) {
    return new Suite(name, description, backbones, tasks, methods, seeds, other, dtype);
  }

  /** How many runs it asks for. */
  public long size() {
    return (long) backbones.size() * tasks.size() * methods.size() * seeds.size();
  }
}
