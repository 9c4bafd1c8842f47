package org.peftbench.tasks;

import java.util.List;
import org.peftbench.results.base.Digest;

/** SHA-256 over every field of every row, in order, train before evaluation. */
final class RowDigest {
  private RowDigest() {}

  static String of(List<Example> train, List<Example> evaluation) {
    Digest digest = new Digest();
    for (List<Example> split : List.of(train, evaluation)) {
      digest.addField(Integer.toString(split.size()));
      split.forEach(row -> add(row, digest));
    }
    return digest.hex();
  }

  private static void add(Example row, Digest digest) {
    digest.addField(row.id());
    add(row.question(), digest);
    add(row.target(), digest);
  }

  /** Every field of a question; lists have their length before them, so that no two look alike. */
  private static void add(Question question, Digest digest) {
    if (question instanceof Question.Text text) {
      digest.addField(text.text());
      digest.addField(text.pair() == null ? "single" : "pair");
      digest.addField(text.pair() == null ? "" : text.pair());
    } else if (question instanceof Question.Words sentence) {
      add(sentence.words(), digest);
    } else if (question instanceof Question.Passage passage) {
      digest.addField(passage.question()).addField(passage.context());
    } else if (question instanceof Question.Choices choices) {
      digest.addField(choices.stem());
      add(choices.options(), digest);
    }
  }

  private static void add(Target target, Digest digest) {
    if (target instanceof Target.Label label) {
      digest.addField(Integer.toString(label.index()));
    } else if (target instanceof Target.Score score) {
      digest.addField(Double.toString(score.value()));
    } else if (target instanceof Target.Tags tags) {
      add(tags.indices(), digest);
    } else if (target instanceof Target.Spans answers) {
      digest.addField(Integer.toString(answers.spans().size()));
      answers.spans().forEach(span -> digest.addField(span.start() + "").addField(span.text()));
    } else if (target instanceof Target.Answers answers) {
      add(answers.references(), digest);
    }
  }

  private static void add(List<?> items, Digest digest) {
    digest.addField(Integer.toString(items.size()));
    items.forEach(item -> digest.addField(item.toString()));
  }
}
