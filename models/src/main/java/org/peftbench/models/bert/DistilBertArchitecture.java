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
 * Opens DistilBERT (Sanh et al. 2019, arXiv 1910.01108): BERT without segments and with names of
 * its own, classified by the first token through a dense layer of the head's own.
 */
public final class DistilBertArchitecture implements Architecture {
  private static final HeadForm POOLED =
      new HeadForm("pre_classifier", Activation.RELU, false, "classifier", true);
  private static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE, POOLED,
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, POOLED,
          HeadKind.MASKED_LM, HeadForm.of("vocab_projector"));

  private static final BertFamily FAMILY =
      new BertFamily("distilbert.", BertNames.DISTILBERT, HEADS, false);
  private static final double NORM_EPSILON = 1e-12;

  @Override
  public Set<String> modelTypes() {
    return Set.of("distilbert");
  }

  @Override
  public Map<HeadKind, HeadForm> heads() {
    return HEADS;
  }

  @Override
  public Bert open(ModelFiles files, JsonNode config, DataType dtype) throws IOException {
    ConfigFields fields = new ConfigFields(config);
    int hidden = fields.positive("dim");
    int heads = fields.positive("n_heads");
    fields.checkHeads("n_heads", heads, "dim", hidden);
    BertConfig sizes =
        new BertConfig(
            hidden,
            hidden,
            fields.positive("n_layers"),
            heads,
            fields.positive("hidden_dim"),
            fields.positive("vocab_size"),
            fields.positive("max_position_embeddings"),
            0,
            0,
            Activation.of(config, "activation", "gelu"),
            NORM_EPSILON);
    return FAMILY.open(files, fields, sizes, dtype);
  }
}
