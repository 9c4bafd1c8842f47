/**
 * Full fine-tuning: every parameter of the backbone is trained. The ceiling of every comparison.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.full;
