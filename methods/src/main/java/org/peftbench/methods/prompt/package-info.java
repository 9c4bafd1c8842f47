/**
 * Prompt tuning (Lester, Al-Rfou, Constant 2021, arXiv 2104.08691): trained vectors before the
 * input's embeddings.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.prompt;
