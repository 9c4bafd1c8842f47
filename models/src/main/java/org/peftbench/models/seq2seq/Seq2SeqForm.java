package org.peftbench.models.seq2seq;

import org.jspecify.annotations.Nullable;
import org.peftbench.models.blocks.Activation;

/**
 * What sets encoder-decoders apart from one another.
 *
 * @param prefix that a checkpoint with a head may have before its names
 * @param languagePrefix what stands before the names of a checkpoint that writes
 * @param normFirst whether norms stand before sub-layers rather than behind them
 * @param scaled whether scores are divided by √width
 * @param skippedPositions rows at the beginning of the table of positions that no token gets
 * @param buckets how relative positions are shared out, or null where positions are absolute
 * @param embeddingScale factor of the token's vectors
 * @param logitScale factor of the last hidden states before they meet the vocabulary
 * @param outputWeight of the map to the vocabulary, or null if that is the token embedding
 * @param outputBias added to the logits where the checkpoint has it, or null
 * @param decoderStart the token that the decoder starts from
 * @param epsilon added to the variance in every normalisation
 */
record Seq2SeqForm(
    String prefix,
    String languagePrefix,
    boolean normFirst,
    boolean scaled,
    int skippedPositions,
    @Nullable RelativeBuckets buckets,
    Activation activation,
    double embeddingScale,
    double logitScale,
    @Nullable String outputWeight,
    @Nullable String outputBias,
    int decoderStart,
    double epsilon) {}
