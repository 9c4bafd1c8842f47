package org.peftbench.models.bert;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.peftbench.models.Architecture;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Pooling;
import org.peftbench.models.source.ModelFiles;

/** Opens checkpoints with {@code model_type: bert}. */
public final class BertArchitecture implements Architecture {
  /** What Hugging Face puts before the names of a BERT that has a head. */
  static final String PREFIX = "bert.";

  @Override
  public Set<String> modelTypes() {
    return Set.of("bert");
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
