package org.peftbench.models.seq2seq;

import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Linear;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.FeedForward;
import org.peftbench.models.blocks.Heads;
import org.peftbench.models.blocks.Norm;

/** The stacks' parts, built over the weights at the outline's places; every weight is touched. */
final class Seq2SeqParts {
  static final String ENCODER = "encoder";
  static final String DECODER = "decoder";
  static final String CROSS = "cross";

  private final Outline outline;
  private final Seq2SeqForm form;
  private final FrozenParameters weights;

  Seq2SeqParts(Outline outline, Seq2SeqForm form, FrozenParameters weights) {
    this.outline = outline;
    this.form = form;
    this.weights = weights;
  }

  /** The token embedding that both stacks share, its table loaded. */
  Site tokens() {
    Site site = one(ENCODER, -1, Role.TOKEN_EMBEDDING);
    weights.get(site.weight(), site.in(), site.out());
    return site;
  }

  Stack stack(String name) {
    Site positions = one(name, -1, Role.POSITION_EMBEDDING);
    List<Site> norms = at(name, -1, Role.LAYER_NORM);
    Norm norm = norms.isEmpty() ? null : norm(norms.get(0));
    int layers =
        outline.sites().stream()
                .filter(s -> s.stack().equals(name))
                .mapToInt(Site::layer)
                .max()
                .orElseThrow()
            + 1;
    return new Stack(
        form,
        positions,
        weights.get(positions.weight(), positions.in(), positions.out()),
        form.normFirst() ? null : norm,
        IntStream.range(0, layers).mapToObj(layer -> layer(name, layer)).toList(),
        form.normFirst() ? norm : null,
        name.equals(DECODER));
  }

  private Seq2SeqLayer layer(String stack, int layer) {
    boolean crossed = stack.equals(DECODER);
    List<Site> norms = at(stack, layer, Role.LAYER_NORM);
    return new Seq2SeqLayer(
        frame(one(stack, layer, Role.ATTENTION_SUBLAYER), norms.get(0)),
        attention(stack, layer),
        crossed ? crossFrame(layer) : null,
        crossed ? attention(CROSS, layer) : null,
        frame(one(stack, layer, Role.FFN_SUBLAYER), norms.get(1)),
        feedForward(stack, layer));
  }

  private Sublayer crossFrame(int layer) {
    return frame(one(CROSS, layer, Role.ATTENTION_SUBLAYER), one(CROSS, layer, Role.LAYER_NORM));
  }

  private Sublayer frame(Site site, Site norm) {
    return new Sublayer(site, norm(norm), form.normFirst());
  }

  private Seq2SeqAttention attention(String stack, int layer) {
    Site site = one(stack, layer, Role.ATTENTION);
    int heads = outline.keyValueHeads();
    double width = (double) site.out() / heads;
    return new Seq2SeqAttention(
        new Heads(site, heads),
        linear(one(stack, layer, Role.QUERY)),
        linear(one(stack, layer, Role.KEY)),
        linear(one(stack, layer, Role.VALUE)),
        linear(one(stack, layer, Role.ATTENTION_OUTPUT)),
        form.scaled() ? 1 : Math.sqrt(width));
  }

  private FeedForward feedForward(String stack, int layer) {
    List<Site> gates = at(stack, layer, Role.FFN_GATE);
    return new FeedForward(
        gates.isEmpty() ? null : linear(gates.get(0)),
        linear(one(stack, layer, Role.FFN_UP)),
        linear(one(stack, layer, Role.FFN_DOWN)),
        form.activation());
  }

  private Linear linear(Site site) {
    return new Linear(
        site,
        weights.get(site.weight(), site.out(), site.in()),
        has(site.bias()) ? weights.get(site.bias(), site.out()) : null);
  }

  private Norm norm(Site site) {
    return new Norm(
        site,
        weights.get(site.weight(), site.out()),
        has(site.bias()) ? weights.get(site.bias(), site.out()) : null,
        form.epsilon());
  }

  private boolean has(String name) {
    return outline.sizes().containsKey(name);
  }

  private Site one(String stack, int layer, Role role) {
    return at(stack, layer, role).get(0);
  }

  private List<Site> at(String stack, int layer, Role role) {
    return outline.sites().stream()
        .filter(s -> s.stack().equals(stack) && s.layer() == layer && s.role() == role)
        .toList();
  }
}
