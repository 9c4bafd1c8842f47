/**
 * One adapter a layer, after the feed-forward (Pfeiffer et al. 2020, arXiv 2005.00247 and
 * 2005.00052).
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.pfeiffer;
