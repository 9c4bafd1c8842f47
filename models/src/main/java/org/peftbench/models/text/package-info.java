/** Text to token ids, by the tokenizers of the checkpoints. */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.text;
