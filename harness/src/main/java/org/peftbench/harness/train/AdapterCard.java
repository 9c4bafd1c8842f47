package org.peftbench.harness.train;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Families;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

/**
 * What a saved adapter is: enough to put it back on its backbone and to read its answers. It stands
 * under {@code peftbench} in {@code adapter_config.json}.
 *
 * @param backbone it was trained on
 * @param method with its complete configuration
 * @param kind form of its answers
 * @param head that gives them
 * @param labels the classes in the order of the head's outputs; empty where answers are no classes
 * @param maxLength longest text in tokens that it was trained on
 * @param dtype numeric type of its tensors
 * @param run that trained it; absent if it comes from elsewhere
 */
public record AdapterCard(
    RunSpec.Backbone backbone,
    RunSpec.Method method,
    TaskDefinition.Kind kind,
    HeadKind head,
    List<String> labels,
    int maxLength,
    String dtype,
    @Nullable String run) {
  /** Copies the labels; a card of before heads were named has the head of its kind. */
  public AdapterCard {
    head = Objects.requireNonNullElseGet(head, () -> Families.head(kind));
    labels = List.copyOf(labels);
  }

  /** The card of what a run trains. */
  static AdapterCard of(RunSpec spec, HeadKind head) {
    TaskDefinition task = TaskCatalog.named(spec.task().name());
    return new AdapterCard(
        spec.backbone(),
        spec.method(),
        task.kind(),
        head,
        task.labels(),
        spec.protocol().maxLength(),
        spec.dtype(),
        spec.id());
  }

  /** Outputs of its head, if that is trained. */
  public int outputs() {
    return switch (head) {
      case SEQUENCE -> Math.max(1, labels.size());
      case TOKEN -> labels.size();
      case CHOICE -> 1;
      case SPAN -> 2;
      case MASKED_LM, CAUSAL_LM, SEQ2SEQ_LM -> 0;
    };
  }

  /**
   * Accepts the backbone it belongs to.
   *
   * @throws UserError with both digests, if it is another
   */
  public void requireBackbone(ModelFiles files) {
    if (!files.digest().equals(backbone.digest())) {
      throw new UserError(
          "the adapter belongs to backbone %s with digest %s, but %s has digest %s: name the"
              + " backbone it was trained on",
          backbone.id(), backbone.digest(), files.id(), files.digest());
    }
  }
}
