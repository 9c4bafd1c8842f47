package org.peftbench.models.bert;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.peftbench.models.Architecture;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.source.ModelFiles;

/**
 * Opens RoBERTa (Liu et al. 2019, arXiv 1907.11692) and those made as it is: BERT whose positions
 * count from behind the padding's id, classified by the first token through a dense layer of the
 * head's own.
 */
public final class RobertaArchitecture implements Architecture {
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE,
              new HeadForm("classifier.dense", Activation.TANH, true, "classifier.out_proj", true),
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, new HeadForm("pooler.dense", Activation.TANH, false, "classifier", true),
          HeadKind.MASKED_LM, HeadForm.of("lm_head.decoder"));

  private static final BertFamily FAMILY = new BertFamily("roberta.", BertNames.BERT, HEADS, false);

  @Override
  public Set<String> modelTypes() {
    return Set.of("roberta", "xlm-roberta", "camembert");
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return HEADS;
  }

  @Override
  public Bert open(ModelFiles files, JsonNode config, DataType dtype) throws IOException {
    ConfigFields fields = new ConfigFields(config);
    BertConfig sizes = BertConfig.of(fields, fields.count("pad_token_id", 1) + 1);
    return FAMILY.open(files, fields, sizes, dtype);
  }
}
