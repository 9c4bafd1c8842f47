package org.peftbench.models.bert;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.peftbench.models.Architecture;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Pooling;
import org.peftbench.models.source.ModelFiles;

/** Opens checkpoints with {@code model_type: bert}. */
public final class BertArchitecture implements Architecture {
  /** What Hugging Face puts before the names of a BERT that has a head. */
  static final String PREFIX = "bert.";

  /** Heads that read a pooled vector have {@link Bert}'s pooler, or its stand-in, before them. */
  static final Map<HeadKind, HeadForm> HEADS =
      Map.of(
          HeadKind.SEQUENCE, HeadForm.of("classifier"),
          HeadKind.TOKEN, HeadForm.of("classifier"),
          HeadKind.SPAN, HeadForm.of("qa_outputs"),
          HeadKind.CHOICE, HeadForm.of("classifier"),
          HeadKind.MASKED_LM, HeadForm.of("cls.predictions.decoder"));

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
    BertConfig sizes = BertConfig.of(config);
    FrozenParameters weights = new FrozenParameters(files.weights(), dtype, PREFIX);
    try {
      return new Bert(sizes, weights, pooling(config, weights));
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The checkpoint's own pooler where it has one; else what config.json says, or the mean. */
  private static Pooling pooling(JsonNode config, FrozenParameters weights) {
    String stated = config.path("pooling").asText("");
    if (!stated.isEmpty()) {
      return Pooling.valueOf(stated.toUpperCase(Locale.ROOT));
    }
    return weights.has("pooler.dense.weight") ? Pooling.POOLER : Pooling.MEAN;
  }
}
