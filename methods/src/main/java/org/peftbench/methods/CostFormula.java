package org.peftbench.methods;

/**
 * The cost of a method on one linear map with W [d, d] and a bias, in plain text such as {@code 2dr
 * + d}: d the width, r the rank, n the prompt's length, b the bottleneck, k the number of
 * directions.
 *
 * @param trained parameters
 * @param multiplyAdds of a token, beyond the map's own d²
 */
public record CostFormula(String trained, String multiplyAdds) {}
