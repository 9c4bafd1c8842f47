/** FourierFT (Gao et al. 2024, arXiv 2405.03003): a matrix with few frequencies is added. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.fourierft;
