/**
 * BERT (Devlin et al. 2019, arXiv 1810.04805) and the families that compute as it does, with
 * Hugging Face's names: RoBERTa, DistilBERT and ELECTRA are BERTs with other names, positions and
 * heads.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.bert;
