/**
 * What was found out about methods without comparing scores: a {@link
 * org.peftbench.results.study.Study} is one JSON file in the folder {@code studies} of a store,
 * named by the hash of all that it was made from. Reports show each on a page of its own.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results.study;
