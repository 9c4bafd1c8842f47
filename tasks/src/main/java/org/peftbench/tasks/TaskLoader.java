package org.peftbench.tasks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/** Turns definitions into rows. */
public final class TaskLoader {
  private final @Nullable Path dataRoot;

  /**
   * A loader over a data root.
   *
   * @param dataRoot folder of {@code <dataset>/<config>/<split>} files; null if there is none, in
   *     which case only tasks over bundled text load
   */
  public TaskLoader(@Nullable Path dataRoot) {
    this.dataRoot = dataRoot;
  }

  /**
   * Loads a task's rows, or a fixed part of them with labels in proportion. The same arguments give
   * the same rows in the same order on every machine.
   *
   * @param trainRows cap on training rows; null, or more than there are, means all
   * @param evaluationRows cap on evaluation rows, likewise
   * @throws UserError if a file is missing or malformed, or a cap is below 1
   */
  public TaskData load(
      TaskDefinition task, @Nullable Integer trainRows, @Nullable Integer evaluationRows) {
    Rows all = rows(task);
    List<Example> train = Cap.apply("train_rows", all.train(), trainRows);
    List<Example> evaluation = Cap.apply("evaluation_rows", all.evaluation(), evaluationRows);
    Map<String, String> notes = new TreeMap<>(all.notes());
    notes.put("source", task.source().provenance());
    notes.put("train_rows", train.size() + " of " + all.train().size());
    notes.put("evaluation_rows", evaluation.size() + " of " + all.evaluation().size());
    notes.putAll(RowNotes.of(task, "train", train));
    notes.putAll(RowNotes.of(task, "evaluation", evaluation));
    notes.put(TaskData.LEAKAGE, Long.toString(Texts.leaks(train, evaluation)));
    return TaskData.of(task, train, evaluation, notes);
  }

  /**
   * Some examples of one side, in the order of their use; of files in a data root, only that side's
   * must be there.
   *
   * @param train whether of train; else of the evaluation rows
   * @param most at least 1
   * @throws UserError if a file is missing or malformed, or there is no train
   */
  public List<Example> some(TaskDefinition task, boolean train, int most) {
    if (task.source() instanceof Source.DataRoot source && source.evaluation() != null) {
      String split = train ? source.train() : source.evaluation();
      if (split == null) {
        throw new UserError("task %s has no rows to train on", task.name());
      }
      List<Example> rows = DataRootRows.split(task, source, dataRoot, split);
      return Cap.apply(train ? "train_rows" : "evaluation_rows", rows, most);
    }
    TaskData data = load(task, train ? most : null, train ? null : most);
    return train ? data.train() : data.evaluation();
  }

  private Rows rows(TaskDefinition task) {
    if (task.source() instanceof Source.DataRoot source) {
      return DataRootRows.rows(task, source, dataRoot);
    }
    if (task.source() instanceof Source.Grammar grammar) {
      return WordProblems.rows(grammar.seed(), grammar.problems());
    }
    return switch (((Source.Library) task.source()).rows()) {
      case GRAMMAR_RULE_EXAMPLES -> Acceptability.rows();
      case GRAMMAR_RULE_ERRORS -> ErrorSpans.rows();
      case GRAMMAR_RULE_CORRECTIONS -> Corrections.rows();
      case WORD_CHOICES -> WordChoices.rows();
      case FOUND_WORDS -> FoundWords.rows();
      case NOUN_SUPERSENSES -> Supersenses.rows(task.labels());
      case WORD_GLOSSES -> Definitions.rows();
      case SYNSET_SIMILARITY -> Similarities.rows();
    };
  }
}
