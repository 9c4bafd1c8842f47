package org.peftbench.methods;

/**
 * What a method is, for people.
 *
 * @param title in full
 * @param formula the adapted computation in plain text, with {@code W} frozen [out, in]
 * @param paper where it was published
 * @param advice when to use it, when not
 */
public record MethodDescription(String title, String formula, String paper, String advice) {}
