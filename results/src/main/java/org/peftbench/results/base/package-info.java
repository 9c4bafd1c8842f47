/**
 * What every layer of the house may lean on: one kind of user-facing error, strict JSON, digests
 * and atomic files.
 *
 * <p>It knows nothing of runs, tasks or models, which is why {@code models} and {@code methods} may
 * see it although they see nothing else of {@code results}.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.results.base;
