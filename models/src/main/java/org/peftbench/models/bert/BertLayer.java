package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.peftbench.models.Parts;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.blocks.Heads;
import org.peftbench.models.ops.Ops;

/** One encoder layer: attention and feed-forward, each with residual and a norm behind it. */
public final class BertLayer {
  private final Parts parts;
  private final Activation activation;
  private final Heads attention;
  private final BertNames names;
  private final int number;

  private final Site query;
  private final Site key;
  private final Site value;
  private final Site attentionOutput;
  private final Site attentionSublayer;
  private final Site attentionNorm;
  private final Site up;
  private final Site down;
  private final Site ffnSublayer;
  private final Site ffnNorm;

  /**
   * A layer.
   *
   * @param number counted from 0
   * @param wide width between the feed-forward's two maps
   */
  public BertLayer(
      Parts parts,
      BertNames names,
      int number,
      int hidden,
      int heads,
      int wide,
      Activation activation) {
    this.parts = parts;
    this.activation = activation;
    this.names = names;
    this.number = number;
    query = site(Role.QUERY, names.query(), hidden, hidden);
    key = site(Role.KEY, names.key(), hidden, hidden);
    value = site(Role.VALUE, names.value(), hidden, hidden);
    attention = new Heads(site(Role.ATTENTION, names.attention(), hidden, hidden), heads);
    attentionOutput = site(Role.ATTENTION_OUTPUT, names.attentionOutput(), hidden, hidden);
    attentionSublayer = site(Role.ATTENTION_SUBLAYER, names.attentionSublayer(), hidden, hidden);
    attentionNorm = site(Role.LAYER_NORM, names.attentionNorm(), hidden, hidden);
    up = site(Role.FFN_UP, names.up(), hidden, wide);
    down = site(Role.FFN_DOWN, names.down(), wide, hidden);
    ffnSublayer = site(Role.FFN_SUBLAYER, names.ffnSublayer(), hidden, hidden);
    ffnNorm = site(Role.LAYER_NORM, names.ffnNorm(), hidden, hidden);
  }

  private Site site(Role role, String name, int in, int out) {
    return new Site("encoder", number, role, names.layers() + number + "." + name, in, out);
  }

  /** Its places, in the order of the data's way. */
  public List<Site> sites() {
    return List.of(
        query,
        key,
        value,
        attention.site(),
        attentionOutput,
        attentionSublayer,
        attentionNorm,
        up,
        down,
        ffnSublayer,
        ffnNorm);
  }

  /** Where queries are made. */
  public Site query() {
    return query;
  }

  /** Where keys are made. */
  public Site key() {
    return key;
  }

  /** Splits [batch, length, hidden] into its attention's heads. */
  public NDArray heads(Ops ops, NDArray x) {
    return attention.split(ops, x);
  }

  /** What is added to scores before the softmax. */
  @FunctionalInterface
  public interface Bias {
    /**
     * The bias [batch, 1 or heads, 1 or length, length] for queries and keys [batch, heads, length,
     * width].
     */
    NDArray of(Ops ops, NDArray query, NDArray key);
  }

  /**
   * x [batch, length, hidden] to the same.
   *
   * @param queryScale factor of the queries, before the division by √width
   */
  public NDArray forward(
      Ops ops, NDArray x, Bias bias, double queryScale, Taps taps, double dropout) {
    NDArray q = heads(ops, parts.linear(ops, x, query, taps));
    NDArray k = heads(ops, parts.linear(ops, x, key, taps));
    NDArray v = heads(ops, parts.linear(ops, x, value, taps));
    NDArray added = bias.of(ops, q, k);
    NDArray scaled = ops.scale(q, queryScale);
    NDArray context = attention.forward(ops, scaled, k, v, added, taps, dropout);
    NDArray mixed = ops.dropout(parts.linear(ops, context, attentionOutput, taps), dropout);
    NDArray middle =
        taps.sublayer(
            ops,
            attentionSublayer,
            x,
            mixed,
            y -> parts.layerNorm(ops, ops.add(y, x), attentionNorm, taps));

    NDArray wide = activation.apply(ops, parts.linear(ops, middle, up, taps));
    wide = taps.output(ops, up, wide); // [batch, length, intermediate]
    NDArray narrow = ops.dropout(parts.linear(ops, wide, down, taps), dropout);
    return taps.sublayer(
        ops,
        ffnSublayer,
        middle,
        narrow,
        y -> parts.layerNorm(ops, ops.add(y, middle), ffnNorm, taps));
  }
}
