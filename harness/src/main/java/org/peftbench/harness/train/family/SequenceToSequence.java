package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Answering;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;

/**
 * A text that an encoder-decoder writes in answer to a text; trained to write the first right
 * answer, with the tokens that the tokenizer's template puts around it, and to end there.
 */
record SequenceToSequence(Writing writing) implements Family<SourceAnswer, String> {

  @Override
  public HeadKind head() {
    return HeadKind.SEQ2SEQ_LM;
  }

  @Override
  public int outputs() {
    return 0;
  }

  @Override
  public Map<String, String> notes() {
    return Map.of("answers", Answering.GENERATION.toString());
  }

  @Override
  public List<TextInput> texts(Example example) {
    Question.Text text = (Question.Text) example.question();
    String right = ((Target.Answers) example.target()).references().get(0);
    return List.of(TextInput.of(text.text(), text.pair()), TextInput.of(right));
  }

  @Override
  public EncodedExample<SourceAnswer> encode(Example example, List<Tokens> tokens, int maxLength) {
    Encoding source = tokens.get(0).cut(maxLength);
    Encoding target = writing.ended(tokens.get(1));
    SourceAnswer row = new SourceAnswer(source, target);
    return EncodedExample.of(example, row, List.of(row));
  }

  @Override
  public Loss loss(Ops ops, Learner learner, List<SourceAnswer> features) {
    EncoderDecoder model = (EncoderDecoder) learner.backbone();
    Taps taps = learner.adaptation().taps();
    TokenBatch source = learner.batch(ops, features.stream().map(SourceAnswer::source).toList());
    TokenBatch target =
        learner.batch(
            ops, features.stream().map(row -> row.shifted(model.decoderStart())).toList());
    NDArray encoded = model.encode(ops, source, taps, learner.dropout());
    NDArray states = model.decode(ops, target, encoded, source, taps, learner.dropout());
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < features.size(); row++) {
      long start = (long) row * target.length();
      LongStream.range(start, start + features.get(row).terms()).forEach(places::add);
    }
    NDArray logits = learner.vocabulary(ops, states, places);
    long[] gold =
        features.stream().flatMapToLong(row -> Arrays.stream(row.target().ids())).toArray();
    NDArray mean = ops.crossEntropy(logits, ops.longs(gold, new Shape(gold.length)));
    long padded = (long) features.size() * (source.length() + target.length());
    return new Loss(mean, source.tokens() + target.tokens(), padded);
  }

  @Override
  public List<String> outputs(Learner learner, List<SourceAnswer> features) {
    List<Encoding> sources = features.stream().map(SourceAnswer::source).toList();
    return writing.write(learner, sources, List.of());
  }

  @Override
  public Prediction answer(Example example, List<SourceAnswer> features, List<String> outputs) {
    return TextAnswers.beside(example, outputs.get(0));
  }
}
