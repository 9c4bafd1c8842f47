/**
 * BERT (Devlin et al. 2019, arXiv 1810.04805): embeddings, post-norm encoder, pooler, masked-LM
 * head, with Hugging Face's names.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.bert;
