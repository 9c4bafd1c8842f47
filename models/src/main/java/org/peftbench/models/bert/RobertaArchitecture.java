package org.peftbench.models.bert;

import java.util.Map;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.blocks.Activation;

/**
 * Opens RoBERTa (Liu et al. 2019, arXiv 1907.11692) and those made as it is: BERT whose positions
 * count from behind the padding's id, classified by the first token through a dense layer of the
 * head's own.
 */
public final class RobertaArchitecture extends BertFamily {
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE,
              new HeadForm("classifier.dense", Activation.TANH, true, "classifier.out_proj", true),
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          // Here the dense map is the network's own pooler, so its name has the network's prefix.
          HeadKind.CHOICE,
              new HeadForm("roberta.pooler.dense", Activation.TANH, false, "classifier", true),
          HeadKind.MASKED_LM, HeadForm.of("lm_head.decoder"));

  /** Its form. */
  public RobertaArchitecture() {
    super(
        new Form(
            Set.of("roberta", "xlm-roberta", "camembert"),
            "roberta.",
            BertNames.BERT,
            HEADS,
            false,
            BertMaskedLm.Names.ROBERTA));
  }

  @Override
  BertConfig sizes(ConfigFields config) {
    return BertConfig.of(config, config.count("pad_token_id", 1) + 1);
  }
}
