package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.peftbench.models.HeadKind;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.models.text.Windows.Window;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.SpanSearch;
import org.peftbench.tasks.Target;

/**
 * The part of a context that answers a question, as BERT does it on SQuAD (Devlin et al. 2019,
 * arXiv 1810.04805, 4.2 and 4.3): a score for each token to begin the answer and one to end it.
 *
 * <p>A context that is too long is read through overlapping windows, each behind the question, of
 * which at most half an input is kept. A window without the whole answer is trained to point at the
 * input's first token, which so stands for no answer. The loss is the mean of both cross-entropies
 * over the tokens of the input; padding takes no part in it.
 */
record ExtractiveSpan(SpanSearch search) implements Family<PassageWindow, double[]> {

  @Override
  public HeadKind head() {
    return HeadKind.SPAN;
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public List<TextInput> texts(Example example) {
    Question.Passage passage = (Question.Passage) example.question();
    return List.of(TextInput.of(passage.question(), passage.context()));
  }

  @Override
  public EncodedExample<PassageWindow> encode(Example example, List<Tokens> tokens, int maxLength) {
    int room = maxLength - tokens.get(0).count(-1);
    Tokens all = Passages.firstOf(tokens.get(0), 0, room / 2);
    List<Window> windows = Passages.windows(all, 1, room - all.count(0), search.overlap());
    List<Target.Span> spans = ((Target.Spans) example.target()).spans();
    List<PassageWindow> features = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      features.add(PassageWindow.of(all, windows, i, spans.isEmpty() ? null : spans.get(0)));
    }
    return EncodedExample.of(example, features);
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<PassageWindow> features) {
    TokenBatch batch = learner.batch(ops, inputs(features));
    NDArray logits = learner.logits(ops, batch); // [rows, length, 2]
    NDArray absent = ops.scale(ops.shift(batch.mask(), -1), 1e9); // [rows, length]
    NDArray starts = side(ops, logits, 0, absent, features, PassageWindow::start);
    NDArray ends = side(ops, logits, 1, absent, features, PassageWindow::end);
    return Loss.of(ops.scale(ops.add(starts, ends), 0.5), batch);
  }

  /** Cross-entropy of the scores to begin an answer, or to end it. */
  private static NDArray side(
      Ops ops,
      NDArray logits,
      int which,
      NDArray absent,
      List<PassageWindow> features,
      ToLongFunction<PassageWindow> place) {
    NDArray scores = ops.slice(logits, 2, which, which + 1); // [rows, length, 1]
    NDArray present = ops.add(ops.reshape(scores, absent.getShape().getShape()), absent);
    long[] gold = features.stream().mapToLong(place).toArray();
    return ops.crossEntropy(present, ops.longs(gold, new Shape(gold.length)));
  }

  @Override
  public List<double[]> outputs(Learner learner, List<PassageWindow> features) {
    return learner.outputs(inputs(features));
  }

  @Override
  public Prediction answer(Example example, List<PassageWindow> features, List<double[]> outputs) {
    String context = ((Question.Passage) example.question()).context();
    BestSpans best = BestSpans.of(features, outputs, search);
    SpanCandidate span = best.first(context);
    double none = best.noAnswer();
    Double threshold = search.nullThreshold();
    boolean empty = threshold != null && none - span.score() > threshold;
    String answer = empty ? "" : span.text(context);
    List<String> right = ((Target.Spans) example.target()).texts();
    return TextAnswers.beside(example, right, answer, List.of(span.score(), none));
  }

  private static List<Encoding> inputs(List<PassageWindow> features) {
    return features.stream().map(PassageWindow::input).toList();
  }
}
