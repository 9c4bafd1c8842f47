package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Linear;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** One encoder layer: attention and feed-forward, each with residual and a norm behind it. */
final class BertLayer {
  private final BertConfig config;
  private final FrozenParameters weights;

  private final Site query;
  private final Site key;
  private final Site value;
  private final Site attention;
  private final Site attentionOutput;
  private final Site attentionSublayer;
  private final Site attentionNorm;
  private final Site up;
  private final Site down;
  private final Site ffnSublayer;
  private final Site ffnNorm;

  BertLayer(BertConfig config, FrozenParameters weights, int layer) {
    this.config = config;
    this.weights = weights;
    int hidden = config.hiddenSize();
    int wide = config.intermediateSize();
    query = site(layer, Role.QUERY, "attention.self.query", hidden, hidden);
    key = site(layer, Role.KEY, "attention.self.key", hidden, hidden);
    value = site(layer, Role.VALUE, "attention.self.value", hidden, hidden);
    attention = site(layer, Role.ATTENTION, "attention.self", hidden, hidden);
    attentionOutput = site(layer, Role.ATTENTION_OUTPUT, "attention.output.dense", hidden, hidden);
    attentionSublayer = site(layer, Role.ATTENTION_SUBLAYER, "attention.output", hidden, hidden);
    attentionNorm = site(layer, Role.LAYER_NORM, "attention.output.LayerNorm", hidden, hidden);
    up = site(layer, Role.FFN_UP, "intermediate.dense", hidden, wide);
    down = site(layer, Role.FFN_DOWN, "output.dense", wide, hidden);
    ffnSublayer = site(layer, Role.FFN_SUBLAYER, "output", hidden, hidden);
    ffnNorm = site(layer, Role.LAYER_NORM, "output.LayerNorm", hidden, hidden);
  }

  private static Site site(int layer, Role role, String name, int in, int out) {
    return new Site("encoder", layer, role, "encoder.layer.%d.%s".formatted(layer, name), in, out);
  }

  List<Site> sites() {
    return List.of(
        query,
        key,
        value,
        attention,
        attentionOutput,
        attentionSublayer,
        attentionNorm,
        up,
        down,
        ffnSublayer,
        ffnNorm);
  }

  /** x [batch, length, hidden] to the same; {@code mask} is added to the scores. */
  NDArray forward(Ops ops, NDArray x, NDArray mask, Taps taps, double dropout) {
    NDArray context = attend(ops, x, mask, taps, dropout);
    NDArray mixed = ops.dropout(linear(ops, context, attentionOutput, taps), dropout);
    NDArray middle =
        taps.sublayer(
            ops,
            attentionSublayer,
            x,
            mixed,
            y -> norm(ops, ops.add(y, x), attentionNorm, weights, taps, config));

    NDArray wide = ops.gelu(linear(ops, middle, up, taps));
    wide = taps.output(ops, up, wide); // [batch, length, intermediate]
    NDArray narrow = ops.dropout(linear(ops, wide, down, taps), dropout);
    return taps.sublayer(
        ops,
        ffnSublayer,
        middle,
        narrow,
        y -> norm(ops, ops.add(y, middle), ffnNorm, weights, taps, config));
  }

  private NDArray attend(Ops ops, NDArray x, NDArray mask, Taps taps, double dropout) {
    int batch = Math.toIntExact(x.getShape().get(0));
    int length = Math.toIntExact(x.getShape().get(1));
    NDArray q = heads(ops, linear(ops, x, query, taps), batch, length);
    NDArray k = heads(ops, linear(ops, x, key, taps), batch, length);
    NDArray v = heads(ops, linear(ops, x, value, taps), batch, length);
    NDArray visible = mask;
    Taps.KeyValue prefix = taps.prefix(ops, attention, batch);
    if (prefix != null) {
      k = ops.concat(2, prefix.key(), k); // [batch, heads, prefix + length, width]
      v = ops.concat(2, prefix.value(), v);
      NDArray always = ops.zeros(new Shape(batch, 1, 1, prefix.key().getShape().get(2)));
      visible = ops.concat(3, always, mask);
    }
    NDArray context = ops.attention(q, k, v, visible, dropout); // [batch, heads, length, width]
    return ops.reshape(ops.transpose(context, 0, 2, 1, 3), batch, length, config.hiddenSize());
  }

  /** [batch, length, hidden] to [batch, heads, length, width]. */
  private NDArray heads(Ops ops, NDArray x, int batch, int length) {
    NDArray split = ops.reshape(x, batch, length, config.heads(), config.headSize());
    return ops.transpose(split, 0, 2, 1, 3);
  }

  private NDArray linear(Ops ops, NDArray x, Site site, Taps taps) {
    NDArray weight = taps.parameter(site.weight(), weights.loaded().get(site.weight()));
    NDArray bias = taps.parameter(site.bias(), weights.loaded().get(site.bias()));
    return taps.linear(ops, x, new Linear(site, weight, bias));
  }

  /** Normalisation at a site, with its taps. */
  static NDArray norm(
      Ops ops, NDArray x, Site site, FrozenParameters weights, Taps taps, BertConfig config) {
    NDArray weight = taps.parameter(site.weight(), weights.loaded().get(site.weight()));
    NDArray bias = taps.parameter(site.bias(), weights.loaded().get(site.bias()));
    return taps.output(ops, site, ops.layerNorm(x, weight, bias, config.normEpsilon()));
  }
}
