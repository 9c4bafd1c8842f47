package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** Where one site's scaling acts, in the running network and in merged weights. */
sealed interface Thruster {
  /** The site whose output is meant. */
  Site site();

  /** Whether there are parameters that the scaling folds into. */
  default boolean folds() {
    return obstacle() == null;
  }

  /** Why there are none, to be read behind the method's name; null if there are. */
  default @Nullable String obstacle() {
    return null;
  }

  /** Hangs the scaling. */
  void hang(Taps.Builder taps, Taps.OutputTap scaling);

  /**
   * Names the parameters that the scaling folds into.
   *
   * @param fold takes a parameter's name and the factor to multiply it by
   */
  void fold(Ops ops, NDArray factor, BiConsumer<String, NDArray> fold);

  /** The place that a configuration asks for. */
  static Thruster at(Site site, PropulsionConfig config, Outline outline) {
    if (site.role().isEmbedding()) {
      return new OnEmbedding(site, scoresVocabulary(site, outline));
    }
    if (config.behindNorm(site.role())) {
      return new BehindNorm(site, normBehind(site, outline));
    }
    if (config.behindActivation(site.role())) {
      return new BehindActivation(site, readers(site, outline));
    }
    return new OnMap(site);
  }

  /** Whether the logits are made with the embedding's own table, as in a tied language model. */
  private static boolean scoresVocabulary(Site site, Outline outline) {
    return outline instanceof LanguageModel model && model.outputWeight().equals(site.weight());
  }

  /** The next norm on the data's way through the layer. */
  private static Site normBehind(Site site, Outline outline) {
    List<Site> sites = outline.sites();
    return sites.subList(sites.indexOf(site), sites.size()).stream()
        .takeWhile(next -> next.layer() == site.layer() && next.stack().equals(site.stack()))
        .filter(next -> next.role() == Role.LAYER_NORM)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "propulsion config: no norm stands behind %s in its layer, set norm: before",
                    site));
  }

  /** The maps that read an activation: the layer's way back to the model's width. */
  private static List<Site> readers(Site site, Outline outline) {
    return outline.sites().stream()
        .filter(other -> site.role() != Role.POOLER && other.role() == Role.FFN_DOWN)
        .filter(down -> down.layer() == site.layer() && down.stack().equals(site.stack()))
        .toList();
  }

  /**
   * A table's columns; not those of a table that scores the vocabulary, too, for scores are not
   * scaled.
   */
  record OnEmbedding(Site site, boolean scoresVocabulary) implements Thruster {
    @Override
    public @Nullable String obstacle() {
      return scoresVocabulary
          ? ("scales the vectors of %s but not the vocabulary's scores, which are made of the same"
                  + " table (targets without %s fold)")
              .formatted(site, site.role())
          : null;
    }

    @Override
    public void hang(Taps.Builder taps, Taps.OutputTap scaling) {
      taps.output(site, scaling);
    }

    @Override
    public void fold(Ops ops, NDArray factor, BiConsumer<String, NDArray> fold) {
      fold.accept(site.weight(), factor); // [vocabulary, out]
    }
  }

  /** A linear map's rows and bias. */
  record OnMap(Site site) implements Thruster {
    @Override
    public void hang(Taps.Builder taps, Taps.OutputTap scaling) {
      taps.linear(site, (ops, x, base) -> scaling.apply(ops, base.forward(ops, x)));
    }

    @Override
    public void fold(Ops ops, NDArray factor, BiConsumer<String, NDArray> fold) {
      fold.accept(site.weight(), ops.reshape(factor, site.out(), 1)); // [out, in]
      fold.accept(site.bias(), factor);
    }
  }

  /** The norm's weight and bias. */
  record BehindNorm(Site site, Site norm) implements Thruster {
    @Override
    public void hang(Taps.Builder taps, Taps.OutputTap scaling) {
      taps.output(norm, scaling);
    }

    @Override
    public void fold(Ops ops, NDArray factor, BiConsumer<String, NDArray> fold) {
      fold.accept(norm.weight(), factor);
      fold.accept(norm.bias(), factor);
    }
  }

  /** The columns of what reads the activation; the pooler's is read by the head. */
  record BehindActivation(Site site, List<Site> readers) implements Thruster {
    @Override
    public @Nullable String obstacle() {
      return readers.isEmpty()
          ? ("scales what %s gives behind its activation, which no weight of the network reads"
                  + " (activation before folds)")
              .formatted(site)
          : null;
    }

    @Override
    public void hang(Taps.Builder taps, Taps.OutputTap scaling) {
      taps.output(site, scaling);
    }

    @Override
    public void fold(Ops ops, NDArray factor, BiConsumer<String, NDArray> fold) {
      readers.forEach(reader -> fold.accept(reader.weight(), factor)); // [hidden, out]
    }
  }
}
