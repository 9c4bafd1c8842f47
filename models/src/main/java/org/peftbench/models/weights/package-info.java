/**
 * Weight files: safetensors, read by memory-mapped offsets, or block by block where numbers have to
 * be widened, and written byte for byte the same each time, and the two foreign formats that Maven
 * Central's checkpoints come in, ONNX and TensorFlow.
 *
 * <p>Whatever comes in goes out as safetensors with the Hugging Face names of BERT, without the
 * {@code bert.} prefix: {@code embeddings.word_embeddings.weight}, {@code
 * encoder.layer.0.attention.self.query.weight} ({@code [out, in]}), {@code pooler.dense.weight},
 * and {@code cls.predictions.*} for the masked-LM head. Files are untrusted: every size and offset
 * is checked before it is used, and a file that breaks a rule is a {@link
 * org.peftbench.results.base.UserError} that names it.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.weights;
