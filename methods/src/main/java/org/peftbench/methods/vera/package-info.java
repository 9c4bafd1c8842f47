/**
 * VeRA (Kopiczko et al. 2023, arXiv 2310.11454): one random low-rank product for all sites, scaled
 * by small trained vectors.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.vera;
