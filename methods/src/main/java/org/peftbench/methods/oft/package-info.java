/** OFT (Qiu et al. 2023, arXiv 2306.07280): blocks of what enters a linear map are rotated. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.oft;
