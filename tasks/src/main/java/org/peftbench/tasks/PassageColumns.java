package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.dataroot.Column;
import org.peftbench.tasks.dataroot.Row;

/**
 * Columns of questions whose answers stand in a context.
 *
 * @param id the question's own name, by which other programs know it
 * @param question what is asked
 * @param context where the answer stands
 * @param answers a list of answers' texts, empty where the context has none
 * @param starts a list of where they start, counted in Unicode characters as Python counts
 */
record PassageColumns(
    @Nullable String id,
    @JsonProperty(required = true) String question,
    @JsonProperty(required = true) String context,
    @JsonProperty(required = true) String answers,
    @JsonProperty(required = true) String starts)
    implements Columns {
  @Override
  public List<Column> wanted() {
    Stream<Column> lists = Stream.of(answers, starts).map(Column::list);
    return Stream.concat(
            Stream.of(id, question, context).filter(Objects::nonNull).map(Column::value), lists)
        .toList();
  }

  @Override
  public boolean fits(Kind kind) {
    return kind == Kind.SPAN;
  }

  @Override
  public Example example(TaskDefinition task, Row row, String number) {
    String text = row.text(context);
    List<String> texts = row.list(answers);
    List<String> places = row.list(starts);
    if (texts.size() != places.size()) {
      throw new IllegalArgumentException(
          "%s has %d values and %s %d".formatted(answers, texts.size(), starts, places.size()));
    }
    List<Target.Span> spans = new ArrayList<>(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      spans.add(new Target.Span(start(text, texts.get(i), places.get(i)), texts.get(i)));
    }
    return new Example(
        id == null ? number : row.text(id),
        new Question.Passage(row.text(question), text),
        new Target.Spans(spans));
  }

  private static int start(String context, String answer, String place) {
    if (!place.matches("[0-9]{1,9}")
        || Integer.parseInt(place) > context.codePointCount(0, context.length())) {
      throw new IllegalArgumentException(
          "answer '%s' does not stand at character %s of its context".formatted(answer, place));
    }
    return context.offsetByCodePoints(0, Integer.parseInt(place));
  }
}
