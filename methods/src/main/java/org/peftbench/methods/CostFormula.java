package org.peftbench.methods;

/**
 * The cost of a method with its default settings on one linear map with W [d, d] and a bias, or on
 * the one attention, feed-forward or norm that it acts on, in plain text such as {@code 2dr + d}.
 *
 * <p>Letters: d the width, r the rank, b the bottleneck, e the width inside a network that makes
 * virtual tokens, n the number of these, h that of heads, k of directions, c of coefficients, t of
 * terms, m of factors, s the size of a block, g of a group.
 *
 * @param trained parameters
 * @param multiplyAdds of a token, beyond the map's own d²
 */
public record CostFormula(String trained, String multiplyAdds) {}
