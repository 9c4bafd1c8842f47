package org.peftbench.models;

/** How a sequence of vectors becomes one. */
public enum Pooling {
  /** First token's vector through the checkpoint's own dense layer and tanh. */
  POOLER,
  /** First token's vector. */
  CLS,
  /** Mean over tokens, padding left out. */
  MEAN
}
