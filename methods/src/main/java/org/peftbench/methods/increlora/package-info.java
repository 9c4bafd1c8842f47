/**
 * IncreLoRA (Zhang et al. 2023, arXiv 2308.12043): every site begins with one rank, and those that
 * matter get more.
 *
 * <p>The arrays have room for the most that a site can get. Of its rank-one parts some are active,
 * those that come next are in reserve, learning in advance behind a tiny fixed value, and the rest
 * are not there yet: two masks that are saved with the adapter say which.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.increlora;
