package org.peftbench.harness.pretrain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.peftbench.results.base.Digest;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskLoader;

/**
 * The text of a pretraining, in a shuffled order: right sentences of LanguageTool's rules,
 * WordNet's nouns with their glosses, and sums. Of the bundled tasks only training rows are read,
 * so that no pretrained model has seen what it will be scored on.
 *
 * @param train what is learned from
 * @param heldOut what is not
 */
record Corpus(List<String> train, List<String> heldOut) {
  private static final int HELD_OUT = 512;
  private static final int LARGEST = 100;

  static Corpus of(int sums, long seed) {
    List<String> texts = new ArrayList<>();
    for (Example row : rows("acceptability")) {
      if (row.target().equals(new Target.Label(1))) {
        texts.add(question(row).text());
      }
    }
    for (Example row : rows("definition")) {
      if (row.target().equals(new Target.Label(1))) {
        Question.Text noun = question(row);
        texts.add(noun.text() + ": " + Objects.requireNonNull(noun.pair()));
      }
    }
    Random random = new Random(seed);
    for (int i = 0; i < sums; i++) {
      texts.add(sum(random));
    }
    Collections.shuffle(texts, random);
    return new Corpus(
        List.copyOf(texts.subList(HELD_OUT, texts.size())),
        List.copyOf(texts.subList(0, HELD_OUT)));
  }

  /** A sum or a difference of two numbers below 100. */
  private static String sum(Random random) {
    int a = random.nextInt(LARGEST);
    int b = random.nextInt(LARGEST);
    return random.nextBoolean()
        ? "%d + %d = %d".formatted(a, b, a + b)
        : "%d - %d = %d".formatted(Math.max(a, b), Math.min(a, b), Math.abs(a - b));
  }

  private static Question.Text question(Example row) {
    return (Question.Text) row.question();
  }

  private static List<Example> rows(String task) {
    return new TaskLoader(null).load(TaskCatalog.named(task), null, null).train();
  }

  /** The SHA-256 of all text in its order. */
  String digest() {
    Digest digest = new Digest();
    train.forEach(digest::addField);
    heldOut.forEach(digest::addField);
    return digest.hex();
  }
}
