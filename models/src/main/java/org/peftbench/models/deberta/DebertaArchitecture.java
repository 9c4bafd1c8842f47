package org.peftbench.models.deberta;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Pooling;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.source.ModelFiles;

/** Opens checkpoints with {@code model_type: deberta-v2}: version 2 and 3. */
public final class DebertaArchitecture implements Architecture {
  static final String PREFIX = "deberta.";

  @Override
  public Set<String> modelTypes() {
    return Set.of("deberta-v2");
  }

  /** With the activation behind the pooler that every published checkpoint has. */
  @Override
  public Map<HeadKind, HeadForm> heads() {
    return DebertaConfig.heads(Activation.GELU);
  }

  @Override
  public Backbone open(ModelFiles files, JsonNode config, DataType dtype) throws IOException {
    DebertaConfig sizes = DebertaConfig.of(config);
    FrozenParameters weights = new FrozenParameters(files.weights(), dtype, PREFIX);
    try {
      return new Deberta(sizes, weights, Pooling.of(new ConfigFields(config), Pooling.CLS));
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }
}
