package org.peftbench.tasks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.metrics.Choices;
import org.peftbench.tasks.metrics.ConfusionMatrix;
import org.peftbench.tasks.metrics.Correlation;
import org.peftbench.tasks.metrics.Entity;
import org.peftbench.tasks.metrics.EntityScores;
import org.peftbench.tasks.metrics.Estimate;
import org.peftbench.tasks.metrics.NoAnswerThreshold;
import org.peftbench.tasks.metrics.Numbers;
import org.peftbench.tasks.metrics.Rouge;
import org.peftbench.tasks.metrics.SquadAnswer;

/** Every metric there is, by the kind of task and the name that data files call it by. */
final class Scorers {
  private static final Map<Kind, Map<String, Scorer>> ALL =
      Map.of(
          Kind.CLASSIFICATION,
          Map.of(
              "accuracy", classes((task, matrix) -> matrix.accuracy()),
              "f1", classes((task, matrix) -> matrix.f1(positive(task))),
              "macro_f1", classes((task, matrix) -> matrix.macroF1()),
              "micro_f1", classes((task, matrix) -> matrix.microF1()),
              "matthews_correlation", classes((task, matrix) -> matrix.matthewsCorrelation())),
          Kind.REGRESSION,
          Map.of(
              "pearson", numbers(Correlation::pearson),
              "spearman", numbers(Correlation::spearman)),
          Kind.TAGGING,
          Map.of(
              "accuracy", Scorers::tagAccuracy,
              "entity_precision", entities(Entity::lenient, EntityScores::precision),
              "entity_recall", entities(Entity::lenient, EntityScores::recall),
              "entity_f1", entities(Entity::lenient, EntityScores::f1),
              "strict_entity_precision", entities(Entity::strict, EntityScores::precision),
              "strict_entity_recall", entities(Entity::strict, EntityScores::recall),
              "strict_entity_f1", entities(Entity::strict, EntityScores::f1)),
          Kind.SPAN,
          Map.of(
              "exact_match", Scorer.mean(row -> version1(row).exact()),
              "f1", Scorer.mean(row -> version1(row).f1()),
              "exact_match_v2", Scorer.mean(row -> version2(row).exact()),
              "f1_v2", Scorer.mean(row -> version2(row).f1()),
              "has_answer_exact_match", part(SquadAnswer::hasAnswer, SquadAnswer::exact),
              "has_answer_f1", part(SquadAnswer::hasAnswer, SquadAnswer::f1),
              "no_answer_accuracy", part(answer -> !answer.hasAnswer(), SquadAnswer::exact),
              "best_exact_match", bestThreshold(SquadAnswer::exact),
              "best_f1", bestThreshold(SquadAnswer::f1)),
          Kind.CHOICE,
          Map.of("accuracy", Scorer.mean(Scorers::same)),
          Kind.GENERATION,
          Map.of(
              "accuracy", Scorer.mean(Scorers::same),
              "exact_match", Scorer.mean(row -> version1(row).exact()),
              "f1", Scorer.mean(row -> version1(row).f1()),
              "first_mention_accuracy", Scorers::firstMention,
              "numeric_accuracy", Scorer.mean(Scorers::sameNumber),
              "rouge1", rouge(Rouge.Variant.ROUGE_1),
              "rouge2", rouge(Rouge.Variant.ROUGE_2),
              "rougeL", rouge(Rouge.Variant.ROUGE_L),
              "rougeLsum", rouge(Rouge.Variant.ROUGE_L_SUM)));

  private Scorers() {}

  /** The metrics that a kind of task can have, by name. */
  static Map<String, Scorer> of(Kind kind) {
    return ALL.get(kind);
  }

  private static Scorer classes(BiFunction<TaskDefinition, ConfusionMatrix, Estimate> figure) {
    return (task, rows) ->
        figure.apply(
            task,
            new ConfusionMatrix(
                task.labels().size(),
                rows.stream().map(row -> label(task, row.gold())).toList(),
                rows.stream().map(row -> label(task, row.predicted())).toList()));
  }

  private static int positive(TaskDefinition task) {
    return task.labels().indexOf(task.positiveLabel());
  }

  private static int label(TaskDefinition task, String name) {
    int index = task.labels().indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no label of task " + task.name() + ": " + task.labels());
    }
    return index;
  }

  private static Scorer numbers(BiFunction<double[], double[], Estimate> figure) {
    return (task, rows) ->
        figure.apply(numbers(rows, Prediction::gold), numbers(rows, Prediction::predicted));
  }

  private static double[] numbers(List<Prediction> rows, Function<Prediction, String> side) {
    return rows.stream().map(side).mapToDouble(Double::parseDouble).toArray();
  }

  private static Scorer entities(
      Function<List<String>, List<Entity>> reading, Function<EntityScores, Estimate> figure) {
    return (task, rows) ->
        figure.apply(
            new EntityScores(
                rows.stream().map(row -> tags(row.gold())).toList(),
                rows.stream().map(row -> tags(row.predicted())).toList(),
                reading));
  }

  /** Share of the words with the right tag; the standard error is over sentences. */
  private static Estimate tagAccuracy(TaskDefinition task, List<Prediction> rows) {
    double[] right = new double[rows.size()];
    double[] words = new double[rows.size()];
    for (int i = 0; i < right.length; i++) {
      List<String> gold = tags(rows.get(i).gold());
      List<String> predicted = tags(rows.get(i).predicted());
      words[i] = gold.size();
      for (int word = 0; word < gold.size(); word++) {
        right[i] += gold.get(word).equals(predicted.get(word)) ? 1 : 0;
      }
    }
    return Estimate.ratio(right, words);
  }

  private static List<String> tags(String line) {
    return Arrays.stream(line.split(" ")).filter(tag -> !tag.isEmpty()).toList();
  }

  private static SquadAnswer version1(Prediction row) {
    return SquadAnswer.version1(references(row), row.predicted());
  }

  private static SquadAnswer version2(Prediction row) {
    return SquadAnswer.version2(golds(row), row.predicted());
  }

  private static Scorer part(Predicate<SquadAnswer> which, ToDoubleFunction<SquadAnswer> score) {
    return (task, rows) ->
        Estimate.mean(
            rows.stream().map(Scorers::version2).filter(which).mapToDouble(score).toArray());
  }

  /** The scores of a span are its own and that of no answer. */
  private static Scorer bestThreshold(ToDoubleFunction<SquadAnswer> score) {
    return (task, rows) ->
        NoAnswerThreshold.search(
                rows.stream().map(Scorers::version2).toList(),
                score,
                rows.stream()
                    .mapToDouble(row -> row.scores().get(1) - row.scores().get(0))
                    .toArray())
            .best();
  }

  private static Scorer rouge(Rouge.Variant variant) {
    Rouge rouge = new Rouge(variant, true);
    return Scorer.mean(row -> rouge.score(references(row), row.predicted()).f1());
  }

  private static double same(Prediction row) {
    return references(row).stream().anyMatch(gold -> gold.strip().equals(row.predicted().strip()))
        ? 1
        : 0;
  }

  private static double sameNumber(Prediction row) {
    return references(row).stream()
            .flatMapToDouble(gold -> Numbers.last(gold).stream())
            .anyMatch(gold -> Numbers.isRight(gold, row.predicted()))
        ? 1
        : 0;
  }

  /** Of all the answers that are right somewhere, is the one that a text mentions first its own? */
  private static Estimate firstMention(TaskDefinition task, List<Prediction> rows) {
    List<String> names = rows.stream().flatMap(row -> references(row).stream()).distinct().toList();
    return Estimate.mean(
        rows.stream()
            .mapToDouble(
                row ->
                    Choices.firstMentioned(row.predicted(), names)
                            .filter(references(row)::contains)
                            .isPresent()
                        ? 1
                        : 0)
            .toArray());
  }

  /** The right answers; none where the right answer is that there is none. */
  private static List<String> golds(Prediction row) {
    return row.gold().isEmpty() ? List.of() : references(row);
  }

  private static List<String> references(Prediction row) {
    return Stream.concat(Stream.of(row.gold()), row.alternatives().stream()).toList();
  }
}
