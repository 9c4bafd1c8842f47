package org.peftbench.models.deberta;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Pooling;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.bert.BertEncoder;
import org.peftbench.models.bert.BertLayer;
import org.peftbench.models.bert.BertNames;
import org.peftbench.models.ops.Ops;

/** A DeBERTa encoder over a checkpoint's weights. */
final class Deberta extends BertEncoder {
  private static final BertNames NAMES =
      BertNames.attendingBy("query_proj", "key_proj", "value_proj");
  private static final String STACK = "encoder";

  private final DebertaConfig config;
  private final RelativePositions positions;
  private final Site table;
  private final Site tableNorm;
  private final @Nullable DebertaConvolution convolution;
  private final List<BertLayer> layers = new ArrayList<>();
  private final List<DisentangledAttention> attentions = new ArrayList<>();

  Deberta(DebertaConfig config, FrozenParameters weights, Pooling pooling) {
    super(config.bert(), weights, pooling, config.heads(), config.placed());
    this.config = config;
    positions = new RelativePositions(config.span(), config.buckets(), config.maxDistance());
    int hidden = config.bert().hiddenSize();
    table =
        new Site(
            STACK,
            -1,
            Role.POSITION_EMBEDDING,
            "encoder.rel_embeddings",
            2 * config.span(),
            hidden);
    tableNorm = new Site(STACK, -1, Role.LAYER_NORM, "encoder.LayerNorm", hidden, hidden);
    convolution = config.kernel() > 0 ? new DebertaConvolution(config, weights, parts()) : null;
    List<Site> sites = new ArrayList<>();
    if (config.relative()) {
      sites.add(table);
    }
    if (config.normed()) {
      sites.add(tableNorm);
    }
    if (convolution != null) {
      sites.add(convolution.norm());
    }
    sites.add(new Site(STACK, -1, Role.STACK_INPUT, "encoder", hidden, hidden));
    for (int number = 0; number < config.bert().layers(); number++) {
      BertLayer layer =
          new BertLayer(
              parts(),
              NAMES,
              number,
              hidden,
              config.bert().heads(),
              config.bert().intermediateSize(),
              config.bert().activation());
      layers.add(layer);
      attentions.add(new DisentangledAttention(config, parts(), layer));
      sites.addAll(layer.sites());
      sites.addAll(attentions.get(number).sites());
    }
    complete(sites);
  }

  @Override
  protected NDArray encode(Ops ops, NDArray embedded, NDArray mask, Taps taps, double dropout) {
    long batch = mask.getShape().get(0);
    int length = Math.toIntExact(mask.getShape().get(1));
    NDArray tokens = ops.reshape(mask, batch, length, 1);
    NDArray x = ops.dropout(ops.multiply(embedded, tokens), dropout);
    // 0 where there is a token, far below any score where there is none: [batch, 1, 1, keys]
    NDArray absent = ops.reshape(ops.scale(ops.shift(mask, -1), 1e9), batch, 1, 1, length);
    NDArray places = config.relative() ? ops.dropout(places(ops, taps), dropout) : null;
    DisentangledAttention.Rows rows = DisentangledAttention.Rows.of(ops, positions, length);
    for (int number = 0; number < layers.size(); number++) {
      DisentangledAttention attention = attentions.get(number);
      BertLayer.Bias bias =
          (o, query, key) ->
              places == null
                  ? absent
                  : o.add(attention.bias(o, query, key, places, rows, taps), absent);
      double scale = 1 / Math.sqrt(config.terms());
      BertLayer layer = layers.get(number);
      DebertaConvolution beside = number == 0 ? convolution : null;
      x =
          ops.layer(
              x,
              y -> {
                NDArray z = layer.forward(ops, y, bias, scale, taps, dropout);
                return beside == null ? z : beside.forward(ops, y, z, tokens, taps, dropout);
              });
    }
    return x;
  }

  /** Vectors of relative positions [1, 2 · span, hidden]. */
  private NDArray places(Ops ops, Taps taps) {
    NDArray rows = taps.output(ops, table, parts().parameter(table.weight(), taps));
    NDArray one = ops.reshape(rows, 1, table.in(), table.out());
    return config.normed() ? parts().layerNorm(ops, one, tableNorm, taps) : one;
  }

  @Override
  public String checkpointPrefix() {
    return DebertaArchitecture.PREFIX;
  }
}
