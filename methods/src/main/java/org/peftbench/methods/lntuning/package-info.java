/** LN-tuning (Zhao et al. 2023, arXiv 2312.11420): nothing but normalisations is trained. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.lntuning;
