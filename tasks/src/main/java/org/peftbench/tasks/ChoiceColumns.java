package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.dataroot.Column;
import org.peftbench.tasks.dataroot.Row;

/**
 * Columns of questions with the answers to choose from.
 *
 * @param stem what is asked; several columns are joined by a blank
 * @param blank what stands in the stem for the missing words: the stem then ends before it, and
 *     each option goes on with what stands behind it
 * @param options one column that holds a list, or one column an option; none where the task's
 *     labels are the options of every question
 * @param target the right option
 * @param names a column with a list of the options' names, one of which is the target
 * @param values the names of the options where they are the same in every row; without either,
 *     targets are indices
 */
record ChoiceColumns(
    @JsonProperty(required = true)
        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        List<String> stem,
    @Nullable String blank,
    @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> options,
    @JsonProperty(required = true) String target,
    @Nullable String names,
    @Nullable List<String> values)
    implements Columns {
  ChoiceColumns {
    stem = List.copyOf(stem);
    // A data file leaves them out where labels are the options.
    options = options == null ? List.of() : List.copyOf(options);
  }

  @Override
  public List<Column> wanted() {
    Stream<Column> lists = names == null ? Stream.empty() : Stream.of(Column.list(names));
    Stream<Column> choices = options.stream().map(column -> new Column(column, isList()));
    Stream<Column> texts = Stream.concat(stem.stream(), Stream.of(target)).map(Column::value);
    return Stream.of(texts, choices, lists).flatMap(columns -> columns).toList();
  }

  @Override
  public boolean fits(Kind kind) {
    return kind == Kind.CHOICE;
  }

  private boolean isList() {
    return options.size() == 1;
  }

  @Override
  public Example example(TaskDefinition task, Row row, String id) {
    String text = TextColumns.joined(row, stem);
    List<String> choices = choices(task, row);
    Target right = new Target.Label(right(row, choices.size()));
    if (blank == null) {
      return new Example(id, new Question.Choices(text, choices), right);
    }
    int at = text.indexOf(blank);
    if (at < 0) {
      throw new IllegalArgumentException(
          "%s must have a '%s' where words are missing".formatted(stem.get(0), blank));
    }
    String behind = text.substring(at + blank.length());
    List<String> endings = choices.stream().map(choice -> choice + behind).toList();
    return new Example(id, new Question.Choices(text.substring(0, at).strip(), endings), right);
  }

  private List<String> choices(TaskDefinition task, Row row) {
    if (options.isEmpty()) {
      return task.labels();
    }
    return isList() ? row.list(options.get(0)) : options.stream().map(row::text).toList();
  }

  private int right(Row row, int count) {
    String value = row.text(target);
    List<String> known = names == null ? values : row.list(names);
    int right =
        known != null
            ? known.indexOf(value)
            : value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
    if (right < 0 || right >= count) {
      String rule = known == null ? "0 to " + (count - 1) : "one of " + String.join(", ", known);
      throw new IllegalArgumentException("%s must be %s, got '%s'".formatted(target, rule, value));
    }
    return right;
  }
}
