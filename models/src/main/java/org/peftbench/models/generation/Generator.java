package org.peftbench.models.generation;

import java.util.List;
import org.peftbench.models.Continuation;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/** Writes texts: one batch at a time, any method attached. */
public final class Generator {
  private final GenerativeModel model;
  private final Taps taps;
  private final int padId;

  /**
   * A generator over a model.
   *
   * @param taps what a method hung on its sites; {@link Taps#NONE} for the model itself
   * @param padId any token: what stands at padding is not seen
   */
  public Generator(GenerativeModel model, Taps taps, int padId) {
    this.model = model;
    this.taps = taps;
    this.padId = padId;
  }

  /**
   * Continues, or answers, each text.
   *
   * @return token ids a text: what was written, without the token that ended it
   * @throws org.peftbench.results.base.UserError if a text leaves the model no room for a token
   */
  public List<int[]> generate(List<Encoding> texts, Limits limits, Strategy strategy) {
    try (Ops ops = Ops.evaluation(model.manager(), model.dtype());
        Continuation continuation = model.begin(model.padded(ops, texts, padId), taps)) {
      List<int[]> before = texts.stream().map(model::before).toList();
      Limits fitting = limits.within(continuation.room() + 1);
      if (strategy instanceof Strategy.Beam beam) {
        return new BeamSearch(continuation, before, fitting, beam).run();
      }
      return new TokenSearch(continuation, before, fitting, strategy).run();
    }
  }
}
