package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.peftbench.models.HeadKind;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.models.text.Windows;
import org.peftbench.models.text.Windows.Window;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;

/**
 * One of several labels for each word: cross-entropy at the word's first piece, the label of the
 * largest logit there.
 *
 * <p>A sentence that is too long is read through overlapping windows, and each word is trained and
 * answered in the one that shows most of what stands around it. A word that the tokenizer leaves
 * nothing of is not trained on and gets {@code O}, or the first label where there is none.
 *
 * @param labels names, in the order of their indices
 */
record Tagging(List<String> labels) implements Family<Tagging.Sentence, double[]> {
  /** What PyTorch's cross-entropy leaves out. */
  private static final long IGNORED = -100;

  /** Tokens that neighbouring windows share, where half a window is not less. */
  private static final int OVERLAP = 128;

  /**
   * A sentence, or a window of it.
   *
   * @param words that are trained and answered here, by their place in the sentence
   * @param places of their first pieces in the input
   * @param tags their labels
   */
  @SuppressWarnings("ArrayRecordComponent") // made once, never compared
  record Sentence(Encoding input, int[] words, int[] places, int[] tags) implements Feature {
    @Override
    public List<Encoding> inputs() {
      return List.of(input);
    }

    @Override
    public int terms() {
      return words.length;
    }
  }

  @Override
  public HeadKind head() {
    return HeadKind.TOKEN;
  }

  @Override
  public int outputs() {
    return labels.size();
  }

  @Override
  public List<TextInput> texts(Example example) {
    return List.of(TextInput.of(words(example).text()));
  }

  private static Words words(Example example) {
    return new Words(((Question.Words) example.question()).words());
  }

  @Override
  public EncodedExample<Sentence> encode(Example example, List<Tokens> tokens, int maxLength) {
    Tokens all = tokens.get(0);
    int[] firstTokens = words(example).firstTokens(all);
    List<Integer> tags = ((Target.Tags) example.target()).indices();
    int start = all.count(0) == 0 ? 0 : all.first(0);
    List<Window> windows = Passages.windows(all, 0, maxLength - all.count(-1), OVERLAP);
    List<Sentence> features = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      int window = i;
      int[] words =
          IntStream.range(0, firstTokens.length)
              .filter(word -> firstTokens[word] >= 0)
              .filter(word -> Windows.best(windows, firstTokens[word] - start) == window)
              .toArray();
      if (words.length > 0) {
        Tokens.Excerpt input = Passages.excerpt(all, 0, windows.get(i));
        features.add(
            new Sentence(
                input.encoding(),
                words,
                Arrays.stream(words)
                    .map(word -> Arrays.binarySearch(input.sources(), firstTokens[word]))
                    .toArray(),
                Arrays.stream(words).map(tags::get).toArray()));
      }
    }
    return EncodedExample.of(example, features);
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<Sentence> features) {
    TokenBatch batch = learner.batch(ops, features.stream().map(Sentence::input).toList());
    NDArray logits = learner.logits(ops, batch); // [rows, length, labels]
    long[] gold = new long[batch.rows() * batch.length()];
    Arrays.fill(gold, IGNORED);
    for (int row = 0; row < features.size(); row++) {
      Sentence sentence = features.get(row);
      for (int i = 0; i < sentence.places().length; i++) {
        gold[row * batch.length() + sentence.places()[i]] = sentence.tags()[i];
      }
    }
    NDArray each = ops.reshape(logits, gold.length, labels.size()); // [rows · length, labels]
    return Loss.of(ops.crossEntropy(each, ops.longs(gold, new Shape(gold.length))), batch);
  }

  @Override
  public List<double[]> outputs(Learner learner, List<Sentence> features) {
    return learner.outputs(features.stream().map(Sentence::input).toList());
  }

  @Override
  public Prediction answer(Example example, List<Sentence> features, List<double[]> outputs) {
    List<Integer> gold = ((Target.Tags) example.target()).indices();
    int[] predicted = new int[gold.size()];
    Arrays.fill(predicted, Math.max(0, labels.indexOf("O")));
    for (int i = 0; i < features.size(); i++) {
      Sentence sentence = features.get(i);
      for (int j = 0; j < sentence.words().length; j++) {
        int begin = sentence.places()[j] * labels.size();
        predicted[sentence.words()[j]] =
            Numbers.largest(outputs.get(i), begin, begin + labels.size());
      }
    }
    return new Prediction(
        example.id(),
        gold.stream().map(labels::get).collect(Collectors.joining(" ")),
        Arrays.stream(predicted).mapToObj(labels::get).collect(Collectors.joining(" ")),
        List.of());
  }
}
