/**
 * The mix-and-match adapter (He et al. 2021, arXiv 2110.04366): a short prefix in attention, a wide
 * parallel adapter beside the feed-forward.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.mam;
