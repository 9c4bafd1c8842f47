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
import org.peftbench.models.source.ModelFiles;

/**
 * Opens checkpoints with {@code model_type: bert}: pooled by the checkpoint's own pooler where it
 * has one; else as config.json says, or by the mean.
 */
public final class BertArchitecture implements Architecture {
  /** Heads that read a pooled vector have {@link Bert}'s pooler, or its stand-in, before them. */
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE, HeadForm.of("classifier"),
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, HeadForm.of("classifier"),
          HeadKind.MASKED_LM, HeadForm.of("cls.predictions.decoder"));

  private static final BertFamily FAMILY = new BertFamily("bert.", BertNames.BERT, HEADS, true);

  @Override
  public Set<String> modelTypes() {
    return Set.of("bert");
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return HEADS;
  }

  @Override
  public Bert open(ModelFiles files, JsonNode config, DataType dtype) throws IOException {
    ConfigFields fields = new ConfigFields(config);
    return FAMILY.open(files, fields, BertConfig.of(fields, 0), dtype);
  }
}
