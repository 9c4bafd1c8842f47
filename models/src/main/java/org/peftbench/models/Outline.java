package org.peftbench.models;

import java.util.List;
import java.util.Map;

/** A network's adaptable places and its sizes: all of a backbone but the weights. */
public interface Outline {
  /** Adaptable places, in the order of the data's way. */
  List<Site> sites();

  /** Number of values of each parameter by checkpoint name, in checkpoint order. */
  Map<String, Long> sizes();

  /** Width of the hidden states. */
  int hiddenSize();

  /** Positions an input may have, special tokens included. */
  int maxPositions();

  /** Key/value heads of each attention. */
  int keyValueHeads();
}
