/**
 * AdaLoRA (Zhang et al. 2023, arXiv 2303.10512): a budget of ranks is spread over the sites by
 * importance, and shrinks while training.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.adalora;
