package org.peftbench.models.bert;

import java.util.Map;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;

/**
 * Opens checkpoints with {@code model_type: bert}: pooled by the checkpoint's own pooler where it
 * has one; else as config.json says, or by the mean.
 */
public final class BertArchitecture extends BertFamily {
  /** Heads that read a pooled vector have {@link Bert}'s pooler, or its stand-in, before them. */
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE, HeadForm.of("classifier"),
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, HeadForm.of("classifier"),
          HeadKind.MASKED_LM, HeadForm.of("cls.predictions.decoder"));

  /** Its form. */
  public BertArchitecture() {
    super(new Form(Set.of("bert"), "bert.", BertNames.BERT, HEADS, true, BertMaskedLm.Names.BERT));
  }

  @Override
  BertConfig sizes(ConfigFields config) {
    return BertConfig.of(config, 0);
  }
}
