/**
 * DeBERTa of the second and third version (He et al. 2020, arXiv 2006.03654; 2021, arXiv
 * 2111.09543): BERT's layers with attention to content and to relative positions apart.
 */
@org.jspecify.annotations.NullMarked
package org.peftbench.models.deberta;
