package org.peftbench.models.decoder;

import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.blocks.Alibi;
import org.peftbench.models.blocks.Rotary;

/**
 * What tells one decoder architecture from another, its places apart.
 *
 * @param prefix that Hugging Face puts before names when the network carries a head
 * @param head name of the vocabulary's linear map where it is not tied
 * @param epsilon of every norm
 * @param parallel whether attention and feed-forward stand side by side on one residual
 * @param window how far a layer's attention sees; 0 for any distance
 * @param dropout where it acts
 * @param storage how the checkpoint keeps linear maps
 */
record Form(
    String prefix,
    String head,
    Activation activation,
    double epsilon,
    boolean parallel,
    @Nullable Rotary rotary,
    @Nullable Alibi alibi,
    IntUnaryOperator window,
    Dropout dropout,
    StoredLinears storage) {

  /** Where dropout acts; each place includes those before it. */
  enum Dropout {
    /** On the weights of attention. */
    ATTENTION,
    /** On what sub-layers add. */
    SUBLAYERS,
    /** On the embeddings. */
    EMBEDDINGS;

    boolean actsOn(Dropout place) {
      return compareTo(place) >= 0;
    }
  }
}
