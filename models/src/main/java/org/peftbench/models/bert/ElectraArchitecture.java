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
 * Opens ELECTRA's discriminators (Clark et al. 2020, arXiv 2003.10555): BERT whose embeddings may
 * be narrower, classified by the first token through a dense layer of the head's own.
 */
public final class ElectraArchitecture implements Architecture {
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

  private static final BertFamily FAMILY = new BertFamily("electra.", BertNames.BERT, HEADS, false);

  @Override
  public Set<String> modelTypes() {
    return Set.of("electra");
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
