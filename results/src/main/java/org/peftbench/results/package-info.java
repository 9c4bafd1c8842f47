/**
 * What a run is and where it is kept.
 *
 * <p>A {@link org.peftbench.results.RunSpec} is the whole input of one training and names it by its
 * hash; a {@link org.peftbench.results.RunRecord} is everything that was measured; a {@link
 * org.peftbench.results.RunStore} keeps one folder a run. Reports read records and nothing else. No
 * engine is known here.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results;
