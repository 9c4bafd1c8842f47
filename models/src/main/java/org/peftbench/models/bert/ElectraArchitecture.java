package org.peftbench.models.bert;

import java.util.Map;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.blocks.Activation;

/**
 * Opens ELECTRA's discriminators (Clark et al. 2020, arXiv 2003.10555): BERT whose embeddings may
 * be narrower, classified by the first token through a dense layer of the head's own.
 */
public final class ElectraArchitecture extends BertFamily {
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE,
          new HeadForm("classifier.dense", Activation.GELU, true, "classifier.out_proj", true),
          HeadKind.TOKEN,
          HeadForm.of("classifier"),
          HeadKind.SPAN,
          HeadForm.of("qa_outputs"),
          HeadKind.CHOICE,
          new HeadForm("sequence_summary.summary", Activation.GELU, false, "classifier", true));

  /** Its form. */
  public ElectraArchitecture() {
    super(new Form(Set.of("electra"), "electra.", BertNames.BERT, HEADS, false, null));
  }

  @Override
  BertConfig sizes(ConfigFields config) {
    return BertConfig.of(config, 0);
  }
}
