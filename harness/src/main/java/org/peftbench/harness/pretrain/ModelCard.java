package org.peftbench.harness.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.peftbench.results.base.Digest;

/** What one should know of a tiny model, as a page beside its weights. */
record ModelCard(
    Recipe recipe,
    Corpus corpus,
    int steps,
    long parameters,
    List<LossCurve.Point> curve,
    double heldOut) {

  /** The page. */
  String text(Path weights) throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # %s

        %s. An honest toy: it makes methods and tasks runnable anywhere in seconds, and knows next to nothing.

        - Parameters: %d, stored as float16; SHA-256 of `model.safetensors`: `%s`
        - Text: training rows of the tasks `acceptability` (right sentences of LanguageTool's English rules) and `definition`
          (WordNet 3.1's nouns with their glosses), and %d generated sums and differences of numbers below 100; %d texts,
          SHA-256 `%s`. No row that a task is scored on
        - Tokenizer: %d byte pairs, learned from the same text, every digit by itself
        - Objective: %s; %d of %d steps of %d rows of at most %d tokens, AdamW, peak rate %s, seed %d
        - Loss on %d texts that were held out: %s nats a token
        - Made by `peftbench pretrain %s`; the same recipe gives the same curve (`curve.json`)

        | step | loss |
        |---|---|
        """
            .formatted(
                recipe.name(),
                recipe.checkpoint().title(),
                parameters,
                Digest.of(weights),
                recipe.arithmetic(),
                corpus.train().size() + corpus.heldOut().size(),
                corpus.digest(),
                recipe.vocabulary(),
                recipe.objective().name().toLowerCase(Locale.ROOT),
                steps,
                recipe.steps(),
                recipe.batch(),
                recipe.length(),
                Double.toString(recipe.learningRate()),
                recipe.seed(),
                corpus.heldOut().size(),
                number(heldOut),
                recipe.name()));
    for (LossCurve.Point point : curve) {
      if (point.step() == 1 || point.step() % 200 == 0) {
        text.append("| %d | %s |%n".formatted(point.step(), number(point.loss())));
      }
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
