package org.peftbench.models.decoder;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Linear;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.Attention;
import org.peftbench.models.blocks.FeedForward;
import org.peftbench.models.blocks.Norm;

/** A decoder's parts, built over the weights at the outline's places; every weight is touched. */
final class DecoderParts {
  private final Outline outline;
  private final Form form;
  private final FrozenParameters weights;

  DecoderParts(Outline outline, Form form, FrozenParameters weights) {
    this.outline = outline;
    this.form = form;
    this.weights = weights;
  }

  /** The token embedding's site, its table loaded. */
  Site tokens() {
    Site site = at(-1, Role.TOKEN_EMBEDDING).get(0);
    weights.get(site.weight(), site.in(), site.out());
    return site;
  }

  /** The position embedding's site, its table loaded; null if positions are not embedded. */
  @Nullable Site positions() {
    List<Site> sites = at(-1, Role.POSITION_EMBEDDING);
    if (sites.isEmpty()) {
      return null;
    }
    Site site = sites.get(0);
    weights.get(site.weight(), site.in(), site.out());
    return site;
  }

  /** The norm behind the embeddings, or null. */
  @Nullable Norm embeddingNorm() {
    List<Site> norms = at(-1, Role.LAYER_NORM);
    return norms.size() == 1 ? null : norm(norms.get(0));
  }

  List<DecoderLayer> layers() {
    int layers = outline.sites().stream().mapToInt(Site::layer).max().orElseThrow() + 1;
    return IntStream.range(0, layers).mapToObj(this::layer).toList();
  }

  Norm finalNorm() {
    List<Site> norms = at(-1, Role.LAYER_NORM);
    return norm(norms.get(norms.size() - 1));
  }

  private DecoderLayer layer(int layer) {
    List<Site> norms = at(layer, Role.LAYER_NORM);
    return new DecoderLayer(
        norm(norms.get(0)),
        attention(layer),
        one(layer, Role.ATTENTION_SUBLAYER),
        norms.size() == 1 ? null : norm(norms.get(1)),
        feedForward(layer),
        one(layer, Role.FFN_SUBLAYER),
        form.parallel(),
        form.dropout().actsOn(Form.Dropout.SUBLAYERS));
  }

  private Attention attention(int layer) {
    Site site = one(layer, Role.ATTENTION);
    Site query = one(layer, Role.QUERY);
    Site key = one(layer, Role.KEY);
    Site value = one(layer, Role.VALUE);
    List<Site> parts = List.of(query, key, value);
    int width = site.out() / outline.keyValueHeads();
    return new Attention(
        site,
        linear(query, parts),
        linear(key, parts),
        linear(value, parts),
        linear(one(layer, Role.ATTENTION_OUTPUT), parts),
        query.out() / width,
        outline.keyValueHeads());
  }

  private FeedForward feedForward(int layer) {
    List<Site> gates = at(layer, Role.FFN_GATE);
    return new FeedForward(
        gates.isEmpty() ? null : linear(gates.get(0), List.of()),
        linear(one(layer, Role.FFN_UP), List.of()),
        linear(one(layer, Role.FFN_DOWN), List.of()),
        form.activation());
  }

  private Linear linear(Site site, List<Site> parts) {
    return form.storage().load(weights, site, parts, outline.sizes().containsKey(site.bias()));
  }

  private Norm norm(Site site) {
    boolean biased = outline.sizes().containsKey(site.bias());
    return new Norm(
        site,
        weights.get(site.weight(), site.out()),
        biased ? weights.get(site.bias(), site.out()) : null,
        form.epsilon());
  }

  private Site one(int layer, Role role) {
    return at(layer, role).get(0);
  }

  private List<Site> at(int layer, Role role) {
    return outline.sites().stream()
        .filter(site -> site.layer() == layer && site.role() == role)
        .toList();
  }
}
