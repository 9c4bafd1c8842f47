/**
 * What is trained on top of a frozen backbone.
 *
 * <p>A {@link org.peftbench.methods.PeftMethod} hangs taps on sites and returns an {@link
 * org.peftbench.methods.Adaptation}: what it trains, what it remembers, what it adds to the loss,
 * what it does after a step. All that is special about a method lives in its package; nobody else
 * asks which method is running.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods;
