/**
 * How the tiny pretrained family is made: a recipe's data file says everything, the text is that of
 * the bundled tasks' training rows and generated arithmetic, and the same recipe gives the same
 * loss curve.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.pretrain;
