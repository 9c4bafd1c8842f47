package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.peftbench.results.base.Names;

/**
 * How a model that goes on with a text is asked: the text, and what it should write behind it. Only
 * the answer counts in the loss.
 *
 * <p>Both have fields in braces. A question's are {@code text} and {@code pair}, {@code question}
 * and {@code context}, or {@code stem} and {@code options} (one a line, {@code answer1: ...}); the
 * answer's are {@code answer} and, of a choice, {@code name}, as the options are listed.
 *
 * @param template the text before the answer
 * @param answer what the model should write, the blank before it included
 * @param stop texts that end what a model writes; they are no part of its answer
 */
public record Prompt(
    @JsonProperty(required = true) String template,
    @JsonProperty(required = true) String answer,
    List<String> stop) {
  /** What a model should write where a context does not answer the question. */
  public static final String NO_ANSWER = "unanswerable";

  private static final Pattern FIELD = Pattern.compile("\\{([a-z]+)}");

  /** How an answer is drawn from a model. */
  public enum Mode {
    /** The candidate that the model finds likeliest. */
    @JsonProperty("likelihood")
    LIKELIHOOD,
    /** What the model writes. */
    @JsonProperty("generation")
    GENERATION;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Prompt {
    // Left out where the answer's end is the model's own.
    stop = stop == null ? List.of() : List.copyOf(stop);
  }

  /** The text before the answer. */
  public String text(Example example) {
    return fill(template, questionFields(example.question()));
  }

  /** What the model should write behind it. */
  public String right(TaskDefinition task, Example example) {
    if (example.target() instanceof Target.Label label) {
      return candidates(task, example).get(label.index());
    }
    return answer(answerText(example.target()), "");
  }

  /**
   * What it could write: one text an option or a label, in their order.
   *
   * @throws IllegalArgumentException if the answers of the task can't be counted up
   */
  public List<String> candidates(TaskDefinition task, Example example) {
    List<String> options = options(task, example);
    return IntStream.range(0, options.size())
        .mapToObj(i -> answer(options.get(i), name(i)))
        .toList();
  }

  /** What a written answer is held against: the candidates without the words around them. */
  public List<String> names(TaskDefinition task, Example example) {
    List<String> options = options(task, example);
    boolean named = answer.contains("{name}");
    return IntStream.range(0, options.size())
        .mapToObj(i -> named ? name(i) : options.get(i))
        .toList();
  }

  private static List<String> options(TaskDefinition task, Example example) {
    if (example.question() instanceof Question.Choices choices) {
      return choices.options();
    }
    if (example.target() instanceof Target.Label) {
      return task.labels();
    }
    throw new IllegalArgumentException("task " + task.name() + " has no candidates");
  }

  private static String name(int option) {
    return "answer" + (option + 1);
  }

  private String answer(String text, String name) {
    return fill(answer, Map.of("answer", text, "name", name));
  }

  private static String answerText(Target target) {
    if (target instanceof Target.Answers answers) {
      return answers.references().get(0);
    }
    if (target instanceof Target.Spans answers) {
      return answers.spans().isEmpty() ? NO_ANSWER : answers.spans().get(0).text();
    }
    throw new IllegalArgumentException("no text says " + target);
  }

  private static Map<String, String> questionFields(Question question) {
    Map<String, String> fields = new TreeMap<>();
    if (question instanceof Question.Text asked) {
      fields.put("text", asked.text());
      if (asked.pair() != null) {
        fields.put("pair", asked.pair());
      }
    } else if (question instanceof Question.Passage passage) {
      fields.put("question", passage.question());
      fields.put("context", passage.context());
    } else if (question instanceof Question.Choices choices) {
      List<String> listed = new ArrayList<>();
      choices.options().forEach(option -> listed.add(name(listed.size()) + ": " + option));
      fields.put("stem", choices.stem());
      fields.put("options", String.join("\n", listed));
    }
    return fields;
  }

  /** The ways in which a kind of task can be asked. */
  static Set<Mode> modes(TaskDefinition.Kind kind) {
    return switch (kind) {
      case CHOICE -> EnumSet.allOf(Mode.class);
      case CLASSIFICATION -> EnumSet.of(Mode.LIKELIHOOD);
      case SPAN, GENERATION -> EnumSet.of(Mode.GENERATION);
      case REGRESSION, TAGGING -> EnumSet.noneOf(Mode.class);
    };
  }

  /** Refuses fields that a kind of task does not have. */
  void check(TaskDefinition.Kind kind) {
    Set<String> known =
        switch (kind) {
          case CLASSIFICATION, GENERATION -> Set.of("text", "pair");
          case SPAN -> Set.of("question", "context");
          case CHOICE -> Set.of("stem", "options");
          case REGRESSION, TAGGING -> Set.of();
        };
    check(template, known);
    check(answer, kind == TaskDefinition.Kind.CHOICE ? Set.of("answer", "name") : Set.of("answer"));
  }

  private static void check(String text, Set<String> known) {
    Matcher fields = FIELD.matcher(text);
    while (fields.find()) {
      if (!known.contains(fields.group(1))) {
        throw Names.unknown("field", fields.group(1), new TreeSet<>(known));
      }
    }
  }

  private static String fill(String text, Map<String, String> fields) {
    Function<String, String> value =
        name -> {
          String found = fields.get(name);
          if (found == null) {
            throw new IllegalArgumentException("this question has no " + name);
          }
          return found;
        };
    return FIELD
        .matcher(text)
        .replaceAll(field -> Matcher.quoteReplacement(value.apply(field.group(1))));
  }
}
