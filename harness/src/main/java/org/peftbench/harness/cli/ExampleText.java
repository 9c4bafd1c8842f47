package org.peftbench.harness.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;

/** An example in lines: its texts, the right answer, the prompts that a causal model gets. */
final class ExampleText {
  private final TaskDefinition task;

  ExampleText(TaskDefinition task) {
    this.task = task;
  }

  /** The lines of one example; an indented line belongs to the one above it. */
  List<String> lines(Example example) {
    List<String> lines = new ArrayList<>();
    lines.add("example " + example.id());
    question(example.question(), lines);
    lines.add("  right: " + answer(example));
    task.prompts()
        .forEach(
            (mode, prompt) -> {
              lines.add("  prompt (%s): %s".formatted(mode, quoted(prompt.text(example))));
              lines.add("  then: " + quoted(prompt.right(task, example)));
            });
    return lines;
  }

  private static void question(Question question, List<String> lines) {
    if (question instanceof Question.Text text) {
      lines.add("  text: " + quoted(text.text()));
      if (text.pair() != null) {
        lines.add("  pair: " + quoted(text.pair()));
      }
    } else if (question instanceof Question.Words sentence) {
      lines.add("  words: " + String.join(" ", sentence.words()));
    } else if (question instanceof Question.Passage passage) {
      lines.add("  question: " + quoted(passage.question()));
      lines.add("  context: " + quoted(passage.context()));
    } else if (question instanceof Question.Choices choices) {
      lines.add("  stem: " + quoted(choices.stem()));
      choices.options().forEach(option -> lines.add("  option: " + quoted(option)));
    }
  }

  private String answer(Example example) {
    Target target = example.target();
    if (target instanceof Target.Label label) {
      return example.question() instanceof Question.Choices choices
          ? quoted(choices.options().get(label.index()))
          : task.labels().get(label.index());
    }
    if (target instanceof Target.Score score) {
      return Double.toString(score.value());
    }
    if (target instanceof Target.Tags tags) {
      return tags.indices().stream().map(task.labels()::get).collect(Collectors.joining(" "));
    }
    if (target instanceof Target.Spans answers) {
      return answers.spans().isEmpty()
          ? "no answer"
          : answers.spans().stream()
              .map(span -> quoted(span.text()) + " at " + span.start())
              .collect(Collectors.joining(", "));
    }
    return ((Target.Answers) target)
        .references().stream().map(ExampleText::quoted).collect(Collectors.joining(", "));
  }

  /** In quotation marks, since blanks at the ends matter; line breaks as {@code \n}. */
  private static String quoted(String text) {
    return '"' + oneLine(text.replace("\\", "\\\\").replace("\"", "\\\"")) + '"';
  }

  /** Line breaks as {@code \n}. */
  static String oneLine(String text) {
    return text.replace("\r", "\\r").replace("\n", "\\n");
  }
}
