/**
 * Propulsion (Kowsher et al. 2024, arXiv 2409.10927): each site's output is scaled by a trained
 * vector raised to a power.
 *
 * <p>The paper and the authors' code leave open, or decide differently in places, where the scaling
 * acts and how several vectors become one; {@link
 * org.peftbench.methods.propulsion.PropulsionConfig} makes each of these a choice. {@link
 * org.peftbench.methods.propulsion.Thruster} is a place, {@link
 * org.peftbench.methods.propulsion.VectorPooling} a pooling.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.propulsion;
