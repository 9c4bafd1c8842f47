package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

/** What a language model that reads from left to right finds of answers behind their prompts. */
final class CausalAnswers {
  private CausalAnswers() {}

  /** Cross-entropy of the answers' tokens, the mean over all of them. */
  static Loss loss(Ops ops, Learner learner, List<PromptedAnswer> features) {
    TokenBatch batch = learner.batch(ops, features.stream().map(PromptedAnswer::input).toList());
    NDArray logits = logits(ops, learner, batch, features);
    long[] gold = features.stream().flatMapToLong(CausalAnswers::tokens).toArray();
    return Loss.of(ops.crossEntropy(logits, ops.longs(gold, new Shape(gold.length))), batch);
  }

  /** Log-likelihood of each answer, its prompt given: the sum over its tokens. */
  static List<Double> likelihoods(Learner learner, List<PromptedAnswer> features) {
    if (features.stream().allMatch(feature -> feature.terms() == 0)) {
      return Collections.nCopies(features.size(), 0.0);
    }
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      TokenBatch batch = learner.batch(ops, features.stream().map(PromptedAnswer::input).toList());
      NDArray logits = logits(ops, learner, batch, features);
      List<Double> sums = new ArrayList<>();
      int next = 0;
      for (PromptedAnswer feature : features) {
        int terms = feature.terms();
        double mean = 0; // of no token
        if (terms > 0) {
          NDArray own = ops.slice(logits, 0, next, next + terms);
          NDArray gold = ops.longs(tokens(feature).toArray(), new Shape(terms));
          mean = ops.value(ops.crossEntropy(own, gold));
        }
        sums.add(-terms * mean);
        next += terms;
      }
      return sums;
    }
  }

  private static LongStream tokens(PromptedAnswer feature) {
    long[] ids = feature.input().ids();
    return Arrays.stream(ids, feature.answer(), ids.length);
  }

  /** Logits [all answers' tokens, vocabulary], each from the place before its token. */
  private static NDArray logits(
      Ops ops, Learner learner, TokenBatch batch, List<PromptedAnswer> features) {
    List<Long> places = new ArrayList<>();
    for (int row = 0; row < features.size(); row++) {
      long start = (long) row * batch.length();
      for (int at = features.get(row).answer(); at < features.get(row).length(); at++) {
        places.add(start + at - 1);
      }
    }
    return learner.vocabulary(ops, learner.states(ops, batch), places);
  }
}
