package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an {@link Example} asks, in the form that its task's {@link TaskDefinition.Kind} has. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({
  @JsonSubTypes.Type(Question.Text.class),
  @JsonSubTypes.Type(Question.Words.class),
  @JsonSubTypes.Type(Question.Passage.class),
  @JsonSubTypes.Type(Question.Choices.class)
})
public sealed interface Question {
  /**
   * A text or a pair of texts: to be classified, scored, or answered in writing.
   *
   * @param text the text, or the first one of a pair
   * @param pair the second text, where the task asks about two
   */
  record Text(String text, @Nullable String pair) implements Question {
    /** A text by itself. */
    public Text(String text) {
      this(text, null);
    }
  }

  /**
   * A sentence cut into words, each to be tagged.
   *
   * @param words at least one
   */
  record Words(List<String> words) implements Question {
    public Words {
      words = List.copyOf(words);
      if (words.isEmpty()) {
        throw new IllegalArgumentException("a tagged sentence must have a word");
      }
    }
  }

  /**
   * A question whose answer stands in a text.
   *
   * @param question what is asked
   * @param context where the answer stands, if anywhere
   */
  record Passage(String question, String context) implements Question {}

  /**
   * A question with the answers to choose from; another example of the same task may have more.
   *
   * @param stem the question, or the beginning that one of the options goes on
   * @param options at least two
   */
  record Choices(String stem, List<String> options) implements Question {
    public Choices {
      options = List.copyOf(options);
      if (options.size() < 2) {
        throw new IllegalArgumentException("a choice must have 2 options, got " + options.size());
      }
    }
  }
}
