/**
 * From text to token ids, by Hugging Face's own tokenizers.
 *
 * <p>The tokenizer says how text is cut; how long a sequence may be is said by whoever trains.
 * Truncation and padding that a {@code tokenizer.json} asks for are therefore switched off, and
 * truncation happens here, by the rule that Hugging Face calls {@code longest_first}.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.text;
