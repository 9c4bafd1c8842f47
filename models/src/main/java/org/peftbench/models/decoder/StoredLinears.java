package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * How a checkpoint keeps linear maps. Whatever it does, a site's weight is [out, in] here.
 *
 * <p>A module {@code self_attention.query_key_value[key]} is a part of one matrix of the file,
 * {@code self_attention.query_key_value}. Its parameters are {@code …query_key_value[key].weight}
 * and {@code .bias}, arrays of their own, so that a method trains, replaces or merges one part
 * without the others. Only the files hold them joined.
 *
 * @param groups into which the rows of a joined matrix fall, each with some queries, then their
 *     keys, then their values: 1 for all queries first, the number of key/value heads where heads
 *     lie side by side
 * @param transposed whether the file has weights as [in, out]
 */
record StoredLinears(int groups, boolean transposed) {
  StoredLinears {
    if (transposed && groups != 1) {
      throw new IllegalArgumentException("columns of groups are in no checkpoint");
    }
  }

  private static final Pattern PART = Pattern.compile("(.*)\\[\\w+]");

  /** Each linear map by itself, as [out, in]. */
  static final StoredLinears PLAIN = new StoredLinears(1, false);

  /** The name in the file of a parameter, perhaps of a part. */
  static String joined(String parameter) {
    return parameter.replaceAll("\\[\\w+]", "");
  }

  /**
   * The linear map of a site, loaded.
   *
   * @param parts the sites of the layer's queries, keys and values
   */
  Linear load(FrozenParameters weights, Site site, List<Site> parts, boolean biased) {
    Matcher part = PART.matcher(site.module());
    if (!part.matches()) {
      NDArray weight =
          transposed
              ? weights.derive(
                  site.weight(),
                  ops -> flip(ops, weights.read(ops, site.weight(), site.in(), site.out())))
              : weights.get(site.weight(), site.out(), site.in());
      return new Linear(site, weight, biased ? weights.get(site.bias(), site.out()) : null);
    }
    String joined = part.group(1);
    int rows = parts.stream().mapToInt(Site::out).sum();
    NDArray weight =
        weights.derive(
            site.weight(),
            ops -> {
              String name = joined + ".weight";
              NDArray whole =
                  transposed
                      ? flip(ops, weights.read(ops, name, site.in(), rows))
                      : weights.read(ops, name, rows, site.in());
              return part(ops, whole, site, parts);
            });
    NDArray bias =
        biased
            ? weights.derive(
                site.bias(),
                ops -> part(ops, weights.read(ops, joined + ".bias", rows), site, parts))
            : null;
    return new Linear(site, weight, bias);
  }

  /** The rows of one site: [rows, ...] to [site.out, ...]. */
  private NDArray part(Ops ops, NDArray whole, Site site, List<Site> parts) {
    int begin =
        parts.stream().takeWhile(other -> !other.equals(site)).mapToInt(Site::out).sum() / groups;
    int width = site.out() / groups;
    Shape shape = whole.getShape();
    NDArray grouped = ops.reshape(whole, groups, shape.get(0) / groups, -1);
    NDArray rows = ops.slice(grouped, 1, begin, begin + width); // [groups, width, ...]
    return shape.dimension() == 1
        ? ops.reshape(rows, site.out())
        : ops.reshape(rows, site.out(), site.in());
  }

  /**
   * Parameters of sites as the file has them: the inverse of {@link #load}.
   *
   * @param parameters by site, complete: a joined matrix needs all its parts
   * @param sites of the linear maps among them
   */
  Map<String, NDArray> store(Ops ops, Map<String, NDArray> parameters, List<Site> sites) {
    Set<String> flipped =
        sites.stream()
            .filter(site -> transposed && site.role().isLinear())
            .map(Site::weight)
            .collect(Collectors.toSet());
    Map<String, List<NDArray>> stored = new LinkedHashMap<>();
    parameters.forEach(
        (name, array) ->
            stored
                .computeIfAbsent(joined(name), whole -> new ArrayList<>())
                .add(flipped.contains(name) ? flip(ops, array) : array));
    Map<String, NDArray> result = new LinkedHashMap<>();
    stored.forEach((name, parts) -> result.put(name, join(ops, parts)));
    return result;
  }

  /** Parts, each [rows, ...] or flipped, as one matrix of the file. */
  private NDArray join(Ops ops, List<NDArray> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    Shape shape = parts.get(0).getShape();
    boolean matrix = shape.dimension() == 2;
    if (matrix && transposed) { // [in, rows]: groups of one, side by side
      return ops.concat(1, parts.toArray(NDArray[]::new));
    }
    NDArray[] grouped =
        parts.stream()
            .map(part -> ops.reshape(part, groups, part.getShape().get(0) / groups, -1))
            .toArray(NDArray[]::new);
    NDArray joined = ops.concat(1, grouped); // [groups, rows of all parts / groups, ...]
    return matrix ? ops.reshape(joined, -1, shape.get(1)) : ops.reshape(joined, -1);
  }

  private static NDArray flip(Ops ops, NDArray x) {
    return ops.transpose(x, 1, 0);
  }
}
