package org.peftbench.tasks;

import org.jspecify.annotations.Nullable;

/**
 * One question with its right answer.
 *
 * @param id unique inside its split and the same in every load
 * @param text the text, or the first one of a pair
 * @param pair the second text, where the task asks about two
 * @param target the right answer
 */
public record Example(String id, String text, @Nullable String pair, Target target) {}
