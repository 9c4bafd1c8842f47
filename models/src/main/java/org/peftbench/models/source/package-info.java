/**
 * Where checkpoints come from: known ones, described by data files and fetched through Maven with
 * the user's own settings, models of the Hugging Face hub, and folders on disk in its form.
 *
 * <p>Whatever the source, what comes out is a {@link org.peftbench.models.source.ModelFiles}:
 * {@code config.json}, {@code model.safetensors} and {@code tokenizer.json} in one folder, with one
 * digest over the three. Foreign formats are converted once, into the folder that {@link
 * org.peftbench.models.source.Home} names; the conversion appears whole or not at all, and two
 * processes that want the same checkpoint wait for each other.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.source;
