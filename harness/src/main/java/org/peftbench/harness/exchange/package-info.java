/**
 * Trained adapters on their way out and in: into Hugging Face peft's form and back ({@link
 * org.peftbench.harness.exchange.PeftExport}, {@link org.peftbench.harness.exchange.PeftImport}),
 * folded into a checkpoint ({@link org.peftbench.harness.exchange.MergedCheckpoint}), or put to
 * work on rows of anybody's ({@link org.peftbench.harness.exchange.Predictions}).
 *
 * <p>All start from an {@link org.peftbench.harness.exchange.OpenModel}: backbone, adaptation and
 * head as training had them. What they write is there whole or not at all.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.harness.exchange;
