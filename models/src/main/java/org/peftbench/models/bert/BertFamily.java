package org.peftbench.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Compute;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Pooling;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.UserError;

/** Opens checkpoints of a family that computes as BERT does. */
abstract class BertFamily implements Architecture {
  private final Form form;

  BertFamily(Form form) {
    this.form = form;
  }

  /**
   * What sets a family apart.
   *
   * @param modelTypes in config.json
   * @param prefix before the names of a checkpoint with a head
   * @param names of a layer's parts
   * @param heads that its networks can carry
   * @param pools whether its sequence classifiers go through the checkpoint's own pooler, if there
   *     is one
   * @param maskedLm names of its masked-language-model head, or null if it has none
   */
  record Form(
      Set<String> modelTypes,
      String prefix,
      BertNames names,
      Map<HeadKind, HeadForm> heads,
      boolean pools,
      BertMaskedLm.@Nullable Names maskedLm) {}

  /** The numbers in config.json. */
  abstract BertConfig sizes(ConfigFields config);

  @Override
  public final Set<String> modelTypes() {
    return form.modelTypes();
  }

  @Override
  public final Map<HeadKind, HeadForm> heads() {
    return form.heads();
  }

  @Override
  public final Bert open(ModelFiles files, JsonNode config, Compute compute) throws IOException {
    ConfigFields fields = new ConfigFields(config);
    return open(
        files,
        fields,
        compute,
        weights -> new Bert(sizes(fields), form, weights, Pooling.of(fields, pooling(weights))));
  }

  @Override
  public final LanguageModel openLanguageModel(ModelFiles files, JsonNode config, Compute compute)
      throws IOException {
    BertMaskedLm.Names names = form.maskedLm();
    if (names == null) {
      return Architecture.super.openLanguageModel(files, config, compute);
    }
    ConfigFields fields = new ConfigFields(config);
    BertConfig sizes = sizes(fields);
    return open(
        files,
        fields,
        compute,
        weights ->
            new BertLanguageModel(
                new Bert(sizes, form, weights, Pooling.CLS), sizes, weights, names));
  }

  private <T> T open(
      ModelFiles files, ConfigFields config, Compute compute, Function<FrozenParameters, T> network)
      throws IOException {
    String positions = config.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw new UserError(
          "config.json: position_embedding_type %s is not supported, only absolute is", positions);
    }
    FrozenParameters weights = new FrozenParameters(files.weights(), compute, form.prefix());
    try {
      return network.apply(weights);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** What is done where config.json says nothing. */
  private Pooling pooling(FrozenParameters weights) {
    if (!form.pools()) {
      return Pooling.CLS;
    }
    return weights.has("pooler.dense.weight") ? Pooling.POOLER : Pooling.MEAN;
  }
}
