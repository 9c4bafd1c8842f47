package org.peftbench.models.bert;

import java.util.Map;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.blocks.Activation;

/**
 * Opens DistilBERT (Sanh et al. 2019, arXiv 1910.01108): BERT without segments and with names of
 * its own, classified by the first token through a dense layer of the head's own.
 */
public final class DistilBertArchitecture extends BertFamily {
  private static final HeadForm POOLED =
      new HeadForm("pre_classifier", Activation.RELU, false, "classifier", true);
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE, POOLED,
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, POOLED,
          HeadKind.MASKED_LM, HeadForm.of("vocab_projector"));

  private static final double NORM_EPSILON = 1e-12;

  /** Its form. */
  public DistilBertArchitecture() {
    super(
        new Form(
            Set.of("distilbert"),
            "distilbert.",
            BertNames.DISTILBERT,
            HEADS,
            false,
            BertMaskedLm.Names.DISTILBERT));
  }

  @Override
  BertConfig sizes(ConfigFields config) {
    int hidden = config.positive("dim");
    int heads = config.positive("n_heads");
    config.checkHeads("n_heads", heads, "dim", hidden);
    return new BertConfig(
        hidden,
        hidden,
        config.positive("n_layers"),
        heads,
        config.positive("hidden_dim"),
        config.positive("vocab_size"),
        config.positive("max_position_embeddings"),
        0,
        0,
        Activation.of(config.config(), "activation", "gelu"),
        NORM_EPSILON);
  }
}
