/**
 * ProPETL (Zeng, Zhang, Lu 2023, arXiv 2305.17682): one adapter, prefix or LoRA shared by all
 * layers, of which each layer uses the part that its own binary mask selects.
 *
 * <p>The shared arrays are the "prototype"; a layer stores one bit for each of their elements.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.propetl;
