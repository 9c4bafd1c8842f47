/**
 * Adapters after both sub-layers (Houlsby et al. 2019, arXiv 1902.00751): the first bottleneck
 * adapters.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.houlsby;
