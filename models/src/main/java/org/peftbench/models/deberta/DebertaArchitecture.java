package org.peftbench.models.deberta;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Pooling;
import org.peftbench.models.bert.BertLanguageModel;
import org.peftbench.models.bert.BertMaskedLm;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.source.ModelFiles;

/** Opens checkpoints with {@code model_type: deberta-v2}: version 2 and 3. */
public final class DebertaArchitecture implements Architecture {
  /** Names of the masked-language-model head where config.json says {@code legacy: false}. */
  private static final BertMaskedLm.Names NEWER =
      new BertMaskedLm.Names(
          "lm_predictions.lm_head.dense",
          "lm_predictions.lm_head.LayerNorm",
          "lm_predictions.lm_head.bias");

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
  public Backbone open(ModelFiles files, JsonNode config, Compute compute) throws IOException {
    Pooling pooling = Pooling.of(new ConfigFields(config), Pooling.CLS);
    DebertaConfig sizes = DebertaConfig.of(config);
    return open(files, compute, weights -> new Deberta(sizes, weights, pooling));
  }

  @Override
  public LanguageModel openLanguageModel(ModelFiles files, JsonNode config, Compute compute)
      throws IOException {
    DebertaConfig sizes = DebertaConfig.of(config);
    BertMaskedLm.Names names =
        new ConfigFields(config).flag("legacy", true) ? BertMaskedLm.Names.BERT : NEWER;
    return open(
        files,
        compute,
        weights ->
            new BertLanguageModel(
                new Deberta(sizes, weights, Pooling.CLS), sizes.bert(), weights, names));
  }

  private static <T> T open(
      ModelFiles files, Compute compute, Function<FrozenParameters, T> network) throws IOException {
    FrozenParameters weights = new FrozenParameters(files.weights(), compute, PREFIX);
    try {
      return network.apply(weights);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }
}
