/** OLoRA (Büyükakyüz 2024, arXiv 2406.01775): LoRA that starts at a QR decomposition. */
@org.jspecify.annotations.NullMarked
package org.peftbench.methods.olora;
