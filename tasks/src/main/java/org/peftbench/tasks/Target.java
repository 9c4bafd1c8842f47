package org.peftbench.tasks;

/** The right answer to an {@link Example}; a new kind of task adds its own form here. */
public sealed interface Target {
  /**
   * One of the task's labels.
   *
   * @param index into {@link TaskDefinition#labels()}
   */
  record Label(int index) implements Target {
    public Label {
      if (index < 0) {
        throw new IllegalArgumentException("label index must be >= 0, got " + index);
      }
    }
  }

  /**
   * A number inside the task's {@link TaskDefinition#scores() range}.
   *
   * @param value finite
   */
  record Score(double value) implements Target {
    public Score {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("score must be finite, got " + value);
      }
    }
  }
}
