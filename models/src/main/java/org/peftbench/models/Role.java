package org.peftbench.models;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.peftbench.results.base.Names;

/** What a site does in its network, whatever the architecture calls it. */
public enum Role {
  /** Lookup of a token's vector. */
  TOKEN_EMBEDDING,
  /** Lookup of a position's vector. */
  POSITION_EMBEDDING,
  /** Lookup of a segment's vector. */
  TYPE_EMBEDDING,
  /** Linear map to the queries of an attention. */
  QUERY,
  /** Linear map to its keys. */
  KEY,
  /** Linear map to its values. */
  VALUE,
  /** Linear map of relative positions to queries, where that is not the content's own. */
  POSITION_QUERY,
  /** Linear map of relative positions to keys, where that is not the content's own. */
  POSITION_KEY,
  /** Linear map behind the attention's heads. */
  ATTENTION_OUTPUT,
  /** Linear map that widens, before the non-linearity. */
  FFN_UP,
  /** Linear map whose activation multiplies FFN_UP's, in gated networks. */
  FFN_GATE,
  /** Linear map back to the model's width. */
  FFN_DOWN,
  /** Linear map that makes one vector of a sequence. */
  POOLER,
  /** Linear map of a checkpoint's own task head, where that is frozen with the backbone. */
  CLASSIFIER,
  /** A normalisation with weight and, mostly, bias. */
  LAYER_NORM,
  /** The sequence that enters the stack: prompts go in front of it. */
  STACK_INPUT,
  /**
   * Keys and values inside an attention: prefixes go in front of them. The site's {@code out} is
   * their width, all key/value heads together.
   */
  ATTENTION,
  /** Result of the attention sub-layer before its residual: adapters act here. */
  ATTENTION_SUBLAYER,
  /** Result of the feed-forward sub-layer before its residual: adapters act here. */
  FFN_SUBLAYER;

  /** The role of that name, in lower case as in configurations: {@code ffn_up}. */
  public static Role named(String name) {
    return Arrays.stream(values())
        .filter(role -> role.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> Names.unknown("site role", name, names()));
  }

  /** All roles as configurations spell them. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Role::toString).toList();
  }

  /** Whether the site is {@code y = xWᵀ + b}. */
  public boolean isLinear() {
    return switch (this) {
      case QUERY,
          KEY,
          VALUE,
          POSITION_QUERY,
          POSITION_KEY,
          ATTENTION_OUTPUT,
          FFN_UP,
          FFN_GATE,
          FFN_DOWN,
          POOLER,
          CLASSIFIER ->
          true;
      default -> false;
    };
  }

  /** Whether the site is a table of vectors. */
  public boolean isEmbedding() {
    return switch (this) {
      case TOKEN_EMBEDDING, POSITION_EMBEDDING, TYPE_EMBEDDING -> true;
      default -> false;
    };
  }

  /** Whether the site is a sub-layer's result before its residual. */
  public boolean isSublayer() {
    return this == ATTENTION_SUBLAYER || this == FFN_SUBLAYER;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
