/**
 * Networks that read from left to right: GPT-2, GPT-J, GPT-NeoX, BLOOM, LLaMA, Mistral, Qwen2,
 * Falcon, Phi.
 *
 * <p>They are one network, {@link org.peftbench.models.decoder.Decoder}, in several forms. Its
 * places are those of the architecture's outline; all else that makes the form is a {@link
 * org.peftbench.models.decoder.Form}, read from config.json by one class an architecture. A
 * checkpoint that keeps queries, keys and values in one matrix, or its matrices as [in, out], is
 * taken apart when it is opened: {@link org.peftbench.models.decoder.StoredLinears}.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.decoder;
