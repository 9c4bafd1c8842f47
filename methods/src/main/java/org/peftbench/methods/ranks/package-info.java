/**
 * What methods share that give every site's product a rank of its own while they train: they see it
 * as a sum of rank-one parts, and keep the parts apart by a penalty.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.ranks;
