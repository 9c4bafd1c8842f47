/**
 * An adapter beside the feed-forward (He et al. 2021, arXiv 2110.04366): it reads what the
 * feed-forward reads.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.parallel;
