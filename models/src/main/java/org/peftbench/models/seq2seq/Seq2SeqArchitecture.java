package org.peftbench.models.seq2seq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelFiles;

/** Opens encoder-decoders of one form. */
abstract class Seq2SeqArchitecture implements Architecture {
  static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE,
              new HeadForm(
                  "classification_head.dense",
                  Activation.TANH,
                  true,
                  "classification_head.out_proj",
                  true),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.SEQ2SEQ_LM, HeadForm.of("lm_head"));

  @Override
  public final Map<HeadKind, HeadForm> heads() {
    return HEADS;
  }

  /**
   * What config.json says of the form.
   *
   * @throws org.peftbench.results.base.UserError if it says what is not supported
   */
  abstract Seq2SeqForm form(JsonNode config);

  @Override
  public Backbone open(ModelFiles files, JsonNode config, Compute compute) throws IOException {
    return open(files, config, compute, Seq2Seq::new);
  }

  @Override
  public EncoderDecoder openLanguageModel(ModelFiles files, JsonNode config, Compute compute)
      throws IOException {
    return open(files, config, compute, Seq2SeqLanguageModel::new);
  }

  /** Makes a network over weights. */
  @FunctionalInterface
  private interface Maker<T> {
    T make(Outline outline, Seq2SeqForm form, FrozenParameters weights);
  }

  private <T> T open(ModelFiles files, JsonNode config, Compute compute, Maker<T> maker)
      throws IOException {
    Seq2SeqForm form = form(config);
    Outline outline = Outlines.of((ObjectNode) config);
    FrozenParameters weights = new FrozenParameters(files.weights(), compute, form.prefix());
    try {
      return maker.make(outline, form, weights);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }
}
