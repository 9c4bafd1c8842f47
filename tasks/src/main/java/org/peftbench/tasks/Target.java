package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** The right answer to an {@link Example}; a new kind of task adds its own form here. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Target.Label.class),
  @JsonSubTypes.Type(Target.Score.class),
  @JsonSubTypes.Type(Target.Tags.class),
  @JsonSubTypes.Type(Target.Spans.class),
  @JsonSubTypes.Type(Target.Answers.class)
})
public sealed interface Target {
  /**
   * One of the task's labels, or one of a question's options.
   *
   * @param index into {@link TaskDefinition#labels()} or {@link Question.Choices#options()}
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

  /**
   * One of the task's labels for each word.
   *
   * @param indices into {@link TaskDefinition#labels()}, as many as there are words
   */
  record Tags(List<Integer> indices) implements Target {
    public Tags {
      indices = List.copyOf(indices);
    }
  }

  /**
   * The places in a context that answer the question, each as good as the other; training uses the
   * first.
   *
   * @param spans none where the context does not answer the question
   */
  record Spans(List<Span> spans) implements Target {
    public Spans {
      spans = List.copyOf(spans);
    }

    /** What stands there, each text once. */
    public List<String> texts() {
      return spans.stream().map(Span::text).distinct().toList();
    }
  }

  /**
   * A part of a context.
   *
   * @param start index of its first character, counted as {@link String} counts
   * @param text not empty
   */
  record Span(int start, String text) {
    public Span {
      if (start < 0 || text.isEmpty()) {
        throw new IllegalArgumentException(
            "a span must start at 0 or later and hold text, got '%s' at %d".formatted(text, start));
      }
    }

    /** Index behind its last character. */
    public int end() {
      return start + text.length();
    }
  }

  /**
   * Texts, each of which is a right answer; training uses the first.
   *
   * @param references at least one
   */
  record Answers(List<String> references) implements Target {
    public Answers {
      references = List.copyOf(references);
      if (references.isEmpty()) {
        throw new IllegalArgumentException("an answer in writing must have a reference");
      }
    }
  }
}
