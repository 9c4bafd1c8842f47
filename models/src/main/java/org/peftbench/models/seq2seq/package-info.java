/**
 * Encoder-decoders: BART (Lewis et al. 2019, arXiv 1910.13461) and T5 (Raffel et al. 2019, arXiv
 * 1910.10683), with Hugging Face's names.
 *
 * <p>Both are two stacks of sub-layers, which differ in where norms stand and how positions are
 * told ({@link org.peftbench.models.seq2seq.Seq2SeqForm}). The decoder's attention to the source
 * has sites of its own, told apart by their stack, {@code cross}.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.seq2seq;
