/**
 * Propulsion (Kowsher et al. 2024, arXiv 2409.10927): each site's output is scaled by a trained
 * vector raised to a power.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.propulsion;
