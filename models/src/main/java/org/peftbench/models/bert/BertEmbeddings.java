package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Parts;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** Sums of a token's, its position's and its segment's vectors, normalised. */
public final class BertEmbeddings {
  private static final String MODULE = "embeddings.";

  private final Parts parts;
  private final BertConfig config;
  private final Site tokens;
  private final @Nullable Site positions;
  private final @Nullable Site types;
  private final Site norm;

  /**
   * The tables that a configuration asks for.
   *
   * @param placed whether positions have vectors of their own
   */
  public BertEmbeddings(Parts parts, BertConfig config, boolean placed) {
    this.parts = parts;
    this.config = config;
    tokens = site(Role.TOKEN_EMBEDDING, "word_embeddings", config.vocabularySize());
    positions =
        placed ? site(Role.POSITION_EMBEDDING, "position_embeddings", config.positionRows()) : null;
    types =
        config.types() > 0
            ? site(Role.TYPE_EMBEDDING, "token_type_embeddings", config.types())
            : null;
    norm = site(Role.LAYER_NORM, "LayerNorm", config.embeddingSize());
  }

  private Site site(Role role, String name, int in) {
    return new Site("encoder", -1, role, MODULE + name, in, config.embeddingSize());
  }

  /** Its places, in the order of the data's way. */
  public List<Site> sites() {
    List<Site> sites = new ArrayList<>(List.of(tokens));
    if (positions != null) {
      sites.add(positions);
    }
    if (types != null) {
      sites.add(types);
    }
    sites.add(norm);
    return sites;
  }

  /**
   * Vectors [batch, prompt + length, embedding size] of a batch, a prompt's first.
   *
   * @throws UserError if there are more than the network has positions
   */
  public NDArray forward(Ops ops, TokenBatch batch, Taps taps) {
    NDArray prompt = taps.prompt(ops, batch.rows());
    int prompted = prompt == null ? 0 : Math.toIntExact(prompt.getShape().get(1));
    int length = prompted + batch.length();
    int end = taps.firstPosition() + length;
    if (end > config.maxPositions()) {
      throw new UserError(
          "input of %d positions (%d of them prompt or prefix) is longer than the model's %d: lower max_length",
          end, end - batch.length(), config.maxPositions());
    }
    NDArray x = parts.embedding(ops, batch.ids(), tokens, taps);
    if (prompt != null) {
      x = ops.concat(1, prompt, x);
    }
    if (types != null) {
      x = ops.add(x, parts.embedding(ops, segments(ops, batch, prompted), types, taps));
    }
    if (positions != null) {
      int skipped = config.skippedPositions();
      long[] order = LongStream.range(taps.firstPosition() + skipped, end + skipped).toArray();
      NDArray places = ops.longs(order, new Shape(1, length));
      x = ops.add(x, parts.embedding(ops, places, positions, taps)); // the same for every row
    }
    return parts.layerNorm(ops, x, norm, taps);
  }

  /** Segment ids [batch, prompt + length]: a prompt belongs to the first, as all do in RoBERTa. */
  private NDArray segments(Ops ops, TokenBatch batch, int prompted) {
    int first = config.types() == 1 ? prompted + batch.length() : prompted;
    NDArray zeros = ops.longs(new long[batch.rows() * first], new Shape(batch.rows(), first));
    if (config.types() == 1) {
      return zeros;
    }
    return prompted == 0 ? batch.types() : ops.concat(1, zeros, batch.types());
  }
}
