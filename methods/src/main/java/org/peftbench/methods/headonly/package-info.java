/** Nothing but the task head is trained. The floor of every comparison. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.headonly;
