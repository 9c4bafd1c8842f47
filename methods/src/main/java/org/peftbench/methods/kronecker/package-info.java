/** What methods that add a Kronecker product share: the product, and how a side is cut in two. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.kronecker;
