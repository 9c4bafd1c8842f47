package org.peftbench.tasks.languagetool;

/**
 * A sentence with an error and the same sentence mended.
 *
 * @param category of the rule, for example {@code GRAMMAR}
 * @param rule id of the rule, or of its group where it stands in one
 * @param wrong the sentence as it should not be
 * @param right the same with the rule's suggestion in the error's place
 */
public record Correction(String category, String rule, String wrong, String right) {}
