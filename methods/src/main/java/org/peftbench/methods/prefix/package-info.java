/**
 * Prefix tuning (Li and Liang 2021, arXiv 2101.00190; on encoders Liu et al. 2021, arXiv
 * 2110.07602): trained keys and values before those of every attention.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.prefix;
