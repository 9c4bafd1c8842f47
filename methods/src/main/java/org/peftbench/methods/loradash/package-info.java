/**
 * LoRA-Dash (Si et al. 2024, arXiv 2409.01035): LoRA finds out in which of the weight's own
 * directions a task wants to go, then one coefficient a direction goes there.
 *
 * <p>There is no flag for the phase: before the launch the chosen directions are zero matrices, so
 * that one formula serves both phases, and what is saved says in which it was.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.loradash;
