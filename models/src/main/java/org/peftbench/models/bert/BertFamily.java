package org.peftbench.models.bert;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.Map;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Pooling;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.UserError;

/**
 * What sets a family apart from others that compute as BERT does.
 *
 * @param prefix before the names of a checkpoint with a head
 * @param names of a layer's parts
 * @param heads that its networks can carry
 * @param pools whether its sequence classifiers go through the checkpoint's own pooler, if there is
 *     one
 */
record BertFamily(String prefix, BertNames names, Map<HeadKind, HeadForm> heads, boolean pools) {

  /** Opens a checkpoint of this family. */
  Bert open(ModelFiles files, ConfigFields config, BertConfig sizes, DataType dtype)
      throws IOException {
    String positions = config.text("position_embedding_type", "absolute");
    if (!positions.equals("absolute")) {
      throw new UserError(
          "config.json: position_embedding_type %s is not supported, only absolute is", positions);
    }
    FrozenParameters weights = new FrozenParameters(files.weights(), dtype, prefix);
    try {
      return new Bert(sizes, this, weights, Pooling.of(config, pooling(weights)));
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** What is done where config.json says nothing. */
  private Pooling pooling(FrozenParameters weights) {
    if (!pools) {
      return Pooling.CLS;
    }
    return weights.has("pooler.dense.weight") ? Pooling.POOLER : Pooling.MEAN;
  }
}
