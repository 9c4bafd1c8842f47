package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Pooling;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** A BERT encoder over a checkpoint's weights, or another family's that computes the same. */
public final class Bert extends BertEncoder {
  /** ELECTRA's map from narrow embeddings to the hidden states' width. */
  private static final String PROJECTION = "embeddings_project";

  private final BertConfig config;
  private final BertFamily.Form family;
  private final List<BertLayer> layers = new ArrayList<>();

  Bert(BertConfig config, BertFamily.Form family, FrozenParameters weights, Pooling pooling) {
    super(config, weights, pooling, family.heads(), true);
    this.config = config;
    this.family = family;
    int hidden = config.hiddenSize();
    List<Site> sites = new ArrayList<>();
    sites.add(new Site("encoder", -1, Role.STACK_INPUT, "encoder", config.embeddingSize(), hidden));
    if (isProjected()) {
      weights.get(PROJECTION + ".weight", hidden, config.embeddingSize());
      weights.get(PROJECTION + ".bias", hidden);
    }
    for (int number = 0; number < config.layers(); number++) {
      BertLayer layer =
          new BertLayer(
              parts(),
              family.names(),
              number,
              hidden,
              config.heads(),
              config.intermediateSize(),
              config.activation());
      layers.add(layer);
      sites.addAll(layer.sites());
    }
    complete(sites);
  }

  private boolean isProjected() {
    return config.embeddingSize() != config.hiddenSize();
  }

  @Override
  protected NDArray encode(Ops ops, NDArray embedded, NDArray mask, Taps taps, double dropout) {
    NDArray x = ops.dropout(embedded, dropout);
    if (isProjected()) {
      NDArray weight = parts().parameter(PROJECTION + ".weight", taps);
      x = ops.linear(x, weight, parts().parameter(PROJECTION + ".bias", taps));
    }
    // 0 where there is a token, far below any score where there is none: [batch, 1, 1, keys]
    NDArray absent = ops.scale(ops.shift(mask, -1), 1e9);
    NDArray bias = ops.reshape(absent, mask.getShape().get(0), 1, 1, mask.getShape().get(1));
    for (BertLayer layer : layers) {
      x = ops.layer(x, y -> layer.forward(ops, y, (o, query, key) -> bias, 1, taps, dropout));
    }
    return x;
  }

  @Override
  public String checkpointPrefix() {
    return family.prefix();
  }
}
