/** LoftQ (Li et al. 2023, arXiv 2310.08659): LoRA that starts at what quantisation took away. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.loftq;
