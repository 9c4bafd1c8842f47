package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.peftbench.tasks.TaskDefinition.Kind;
import org.peftbench.tasks.dataroot.Column;
import org.peftbench.tasks.dataroot.Row;

/**
 * Columns of sentences cut into words.
 *
 * @param words a list of words
 * @param target as many labels, by index or, as CoNLL's files have them, by name
 */
record WordColumns(
    @JsonProperty(required = true) String words, @JsonProperty(required = true) String target)
    implements Columns {
  @Override
  public List<Column> wanted() {
    return List.of(Column.list(words), Column.list(target));
  }

  @Override
  public boolean fits(Kind kind) {
    return kind == Kind.TAGGING;
  }

  @Override
  public Example example(TaskDefinition task, Row row, String id) {
    List<Integer> tags = row.list(target).stream().map(value -> tag(task, value)).toList();
    return new Example(id, new Question.Words(row.list(words)), new Target.Tags(tags));
  }

  private int tag(TaskDefinition task, String value) {
    int named = task.labels().indexOf(value);
    return named >= 0 ? named : TextColumns.label(task, target, value);
  }
}
