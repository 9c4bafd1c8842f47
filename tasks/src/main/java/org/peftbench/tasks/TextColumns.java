package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.dataroot.Column;
import org.peftbench.tasks.dataroot.Row;

/**
 * Columns of texts and pairs with a label, a score or an answer in writing.
 *
 * @param text the text, or the first of a pair; several columns are joined by a blank
 * @param pair the second text, where there is one
 * @param target a label's index, a score or the answer
 * @param unlabelled the target of rows without an answer, which are left out and counted
 */
record TextColumns(
    @JsonProperty(required = true)
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> text,
    @Nullable String pair,
    @JsonProperty(required = true) String target,
    @Nullable String unlabelled)
    implements Columns {
  TextColumns {
    text = List.copyOf(text);
  }

  @Override
  public List<Column> wanted() {
    Stream<String> texts =
        pair == null ? text.stream() : Stream.concat(text.stream(), Stream.of(pair));
    return Stream.concat(texts, Stream.of(target)).map(Column::value).toList();
  }

  @Override
  public boolean fits(Kind kind) {
    return kind == Kind.CLASSIFICATION || kind == Kind.REGRESSION || kind == Kind.GENERATION;
  }

  @Override
  public @Nullable Example example(TaskDefinition task, Row row, String id) {
    String answer = row.text(target);
    if (answer.equals(unlabelled)) {
      return null;
    }
    Question question = new Question.Text(joined(row, text), pair == null ? null : row.text(pair));
    return new Example(id, question, target(task, answer));
  }

  private Target target(TaskDefinition task, String answer) {
    return switch (task.kind()) {
      case CLASSIFICATION -> new Target.Label(label(task, target, answer));
      case REGRESSION -> score(task, answer);
      default -> new Target.Answers(List.of(answer));
    };
  }

  private Target score(TaskDefinition task, String value) {
    TaskDefinition.Range range = task.scores();
    double score = Double.NaN;
    try {
      score = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      // NaN is outside every range
    }
    if (!range.contains(score)) {
      throw new IllegalArgumentException(
          "%s must be a number from %s to %s, got '%s'"
              .formatted(target, range.low(), range.high(), value));
    }
    return new Target.Score(score);
  }

  /** The index of a label, which is how data sets write it. */
  static int label(TaskDefinition task, String column, String value) {
    int labels = task.labels().size();
    if (!value.matches("[0-9]{1,9}") || Integer.parseInt(value) >= labels) {
      throw new IllegalArgumentException(
          "%s must be 0 to %d (%s), got '%s'"
              .formatted(column, labels - 1, String.join(", ", task.labels()), value));
    }
    return Integer.parseInt(value);
  }

  /** The texts of some columns with blanks between them. */
  static String joined(Row row, List<String> columns) {
    return columns.stream().map(row::text).collect(Collectors.joining(" "));
  }
}
