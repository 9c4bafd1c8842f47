/**
 * From logits to text: greedy choice, sampling and beam search over any {@link
 * org.peftbench.models.GenerativeModel}, whatever a method has hung on it.
 *
 * <p>Searches are plain Java over arrays of logits: the model computes one token a row and a step,
 * and rows that have ended are computed no more. Semantics are those of Hugging Face transformers
 * 4.57.1, token for token.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.generation;
