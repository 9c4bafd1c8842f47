package org.peftbench.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The whole input of one training. Same spec, same machine, same threads: bit-equal result.
 *
 * @param schema version of this form; readers refuse newer ones
 * @param backbone the frozen model
 * @param task the question and the rows it is asked on
 * @param method what is trained, with its complete configuration (defaults written out)
 * @param protocol how it is trained, the same for every method of a comparison but for what a suite
 *     tunes
 * @param seed of weights, order and dropout
 * @param dtype numeric type of the computation: {@code float32} or {@code float64}
 * @param threads of the engine, since the order of floating-point sums depends on them
 * @param device that computes, {@code gpu:0}; absent means the processor
 */
public record RunSpec(
    int schema,
    Backbone backbone,
    Task task,
    Method method,
    Protocol protocol,
    long seed,
    String dtype,
    int threads,
    @Nullable String device) {
  /** The version written today. */
  public static final int SCHEMA = 1;

  /** A run on the processor. */
  public RunSpec(
      int schema,
      Backbone backbone,
      Task task,
      Method method,
      Protocol protocol,
      long seed,
      String dtype,
      int threads) {
    this(schema, backbone, task, method, protocol, seed, dtype, threads, null);
  }

  public RunSpec {
    if (schema < 1 || schema > SCHEMA) {
      throw new UserError(
          "run spec has schema %d but this peftbench reads 1 to %d: use a newer peftbench",
          schema, SCHEMA);
    }
    if (threads < 1) {
      throw new UserError("threads must be >= 1, got %d", threads);
    }
  }

  /**
   * A backbone at one revision.
   *
   * @param id a known checkpoint's name or a folder's
   * @param digest of weights, configuration and tokenizer (SHA-256)
   */
  public record Backbone(String id, String digest) {}

  /**
   * A task on the rows that were used.
   *
   * @param version of the task's definition
   * @param digest of the rows used, in order (SHA-256)
   * @param trainRows cap on training rows; absent means all
   * @param evaluationRows cap on evaluation rows; absent means all
   * @param answers how a language model is asked; absent means by a head, or by the task's usual
   *     prompt where there is no head
   * @param tuning what is cut from the training rows and asked instead of the evaluation rows, by
   *     runs that are trials; absent for all others
   */
  public record Task(
      String name,
      int version,
      String digest,
      @Nullable Integer trainRows,
      @Nullable Integer evaluationRows,
      @Nullable Answering answers,
      @Nullable TuningSplit tuning) {
    /** A task on its evaluation rows. */
    public Task(
        String name,
        int version,
        String digest,
        @Nullable Integer trainRows,
        @Nullable Integer evaluationRows,
        @Nullable Answering answers) {
      this(name, version, digest, trainRows, evaluationRows, answers, null);
    }

    /** A task that is asked as usual. */
    public Task(
        String name,
        int version,
        String digest,
        @Nullable Integer trainRows,
        @Nullable Integer evaluationRows) {
      this(name, version, digest, trainRows, evaluationRows, null);
    }

    /** The same task, asked on rows cut from its training rows. */
    public Task tunedOn(TuningSplit split) {
      return new Task(name, version, digest, trainRows, evaluationRows, answers, split);
    }

    /** The name and, where it was asked for, how the model is asked and on which rows. */
    public String title() {
      return name
          + (answers == null ? "" : " by " + answers)
          + (tuning == null ? "" : ", tuning split");
    }
  }

  /**
   * A part of the training rows by which configurations are chosen: the same for every trial of a
   * suite.
   *
   * @param share of the training rows
   * @param seed by which they are drawn
   */
  public record TuningSplit(double share, long seed) {}

  /**
   * A method and its complete configuration.
   *
   * @param init digest (SHA-256) of the adapter that training starts from; absent means the
   *     method's own start
   * @param trials digest (SHA-256) of the names of the trials that configuration and protocol were
   *     chosen by; absent where nothing was tuned
   */
  public record Method(
      String name, ObjectNode config, @Nullable String init, @Nullable String trials) {
    /** A method that starts as it does, in a configuration that was not tuned. */
    public Method(String name, ObjectNode config) {
      this(name, config, null, null);
    }
  }

  /** Whether the run was made to choose a configuration by, and is no result. */
  public boolean trial() {
    return task.tuning() != null;
  }

  /** The same run with other engine threads: another run. */
  public RunSpec withThreads(int other) {
    return new RunSpec(schema, backbone, task, method, protocol, seed, dtype, other, device);
  }

  /** The run's name: the first 16 hexadecimal digits of the canonical JSON's SHA-256. */
  public String id() {
    return Digest.of(Json.canonical(this)).substring(0, 16);
  }
}
