/**
 * Small trained networks that several methods are made of: dense layers, bottleneck adapters,
 * tables of virtual tokens.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.parts;
