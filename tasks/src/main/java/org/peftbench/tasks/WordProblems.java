package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.peftbench.results.base.Digest;

/**
 * Arithmetic word problems out of a small grammar: somebody has some things, one to three events
 * change how many, and the question is how many there are at the end. The answer writes down each
 * step, so that its last number is the result.
 *
 * <p>The split is by the whole problem: names, things and events are the same on both sides.
 */
final class WordProblems {
  private static final int MOST_EVENTS = 3;
  private static final int MOST_THINGS = 50;
  private static final int MOST_TIMES = 5;
  private static final int LARGEST = 400;

  private static final List<String> NAMES =
      List.of(
          "Ada", "Ben", "Clara", "David", "Emma", "Femi", "Grace", "Hugo", "Iris", "Jonas", "Kofi",
          "Lena", "Mei", "Nora", "Omar", "Petra", "Quinn", "Rosa", "Sami", "Tessa");

  private static final List<String> THINGS =
      List.of(
          "apples",
          "balloons",
          "beads",
          "books",
          "buttons",
          "cards",
          "coins",
          "cookies",
          "crayons",
          "eggs",
          "flowers",
          "keys",
          "marbles",
          "pencils",
          "plums",
          "shells",
          "stamps",
          "stickers",
          "stones",
          "tickets");

  private static final List<Event> EVENTS =
      List.of(
          new Event('+', "{name} buys {n} more."),
          new Event('+', "{other} gives {name} {n}."),
          new Event('+', "Under the bed {name} finds another {n}."),
          new Event('-', "{name} loses {n}."),
          new Event('-', "{name} gives {n} to {other}."),
          new Event('-', "Then {n} of them are sold."),
          new Event('*', "A year later {name} has {n} times as many."),
          new Event('/', "In the end only one in {n} of them is left."),
          new Event(
              '/', "{name} parts them equally among {n} friends and gets one such part back."));

  private record Event(char operator, String text) {
    /** The largest number that may stand in it; below {@code smallest} if none may. */
    int largest(int have) {
      return switch (operator) {
        case '+' -> MOST_THINGS;
        case '-' -> have - 1;
        case '*' -> Math.min(MOST_TIMES, LARGEST / have);
        default -> MOST_TIMES;
      };
    }

    int smallest() {
      return operator == '*' || operator == '/' ? 2 : 1;
    }

    /** How many there are after it; -1 where it does not come out even. */
    int result(int have, int number) {
      return switch (operator) {
        case '+' -> have + number;
        case '-' -> have - number;
        case '*' -> have * number;
        default -> have % number == 0 ? have / number : -1;
      };
    }
  }

  private final SplittableRandom random;

  private WordProblems(long seed) {
    random = new SplittableRandom(seed);
  }

  /** So many different problems, about a tenth of them for evaluation. */
  static Rows rows(long seed, int count) {
    WordProblems grammar = new WordProblems(seed);
    Map<String, Example> problems = new LinkedHashMap<>();
    while (problems.size() < count) {
      Example problem = grammar.problem();
      problems.putIfAbsent(problem.id(), problem);
    }
    return Rows.split(List.copyOf(problems.values()), Example::id, side -> side);
  }

  private Example problem() {
    String name = oneOf(NAMES);
    String things = oneOf(THINGS);
    int have = random.nextInt(2, MOST_THINGS + 1);
    StringBuilder text = new StringBuilder("%s has %d %s.".formatted(name, have, things));
    List<String> steps = new ArrayList<>();
    int events = random.nextInt(1, MOST_EVENTS + 1);
    while (steps.size() < events) {
      Event event = oneOf(EVENTS);
      int span = event.largest(have) - event.smallest() + 1;
      int number = span < 1 ? 0 : event.smallest() + random.nextInt(span);
      int left = span < 1 ? -1 : event.result(have, number);
      if (left > 0) {
        text.append(' ').append(told(event, name, number));
        steps.add("%d %c %d = %d".formatted(have, event.operator(), number, left));
        have = left;
      }
    }
    text.append(" How many %s does %s have now?".formatted(things, name));
    String problem = text.toString();
    return new Example(
        Digest.of(problem).substring(0, 16),
        new Question.Text(problem),
        new Target.Answers(List.of(String.join("; ", steps))));
  }

  private String told(Event event, String name, int number) {
    String other = oneOf(NAMES.stream().filter(known -> !known.equals(name)).toList());
    return event
        .text()
        .replace("{name}", name)
        .replace("{other}", other)
        .replace("{n}", Integer.toString(number));
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
