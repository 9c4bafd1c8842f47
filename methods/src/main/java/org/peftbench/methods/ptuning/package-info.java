/**
 * P-tuning (Liu et al. 2021, arXiv 2103.10385): a prompt that a small network makes of trained
 * vectors.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.ptuning;
