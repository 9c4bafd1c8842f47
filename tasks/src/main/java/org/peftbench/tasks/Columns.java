package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.tasks.dataroot.Column;
import org.peftbench.tasks.dataroot.Row;

/** Which columns of a split hold what, and how a row becomes an example; one form a question's. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(TextColumns.class),
  @JsonSubTypes.Type(WordColumns.class),
  @JsonSubTypes.Type(PassageColumns.class),
  @JsonSubTypes.Type(ChoiceColumns.class)
})
public sealed interface Columns permits TextColumns, WordColumns, PassageColumns, ChoiceColumns {
  /** What must be read. */
  @JsonIgnore
  List<Column> wanted();

  /** Whether these columns hold what a kind of task asks. */
  boolean fits(TaskDefinition.Kind kind);

  /**
   * The example that a row holds; null for a row that its authors left without an answer.
   *
   * @param id the example's, if the row has none of its own
   * @throws IllegalArgumentException with the rule that the row breaks
   */
  @Nullable Example example(TaskDefinition task, Row row, String id);
}
