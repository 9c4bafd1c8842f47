/** What methods that rotate the input of a linear map share. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.orthogonal;
