package org.peftbench.tasks.wordnet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How meanings stand to each other: the directed graph of hypernyms below its root, entity. */
public final class Taxonomy {
  private final Map<String, Synset> synsets = new HashMap<>();
  private final Map<String, Map<String, Integer>> ancestors = new HashMap<>();
  private final Map<String, List<Synset>> children = new HashMap<>();
  private final String root;

  /** A taxonomy of nouns that holds every hypernym it speaks of. */
  public Taxonomy(List<Synset> nouns) {
    List<Synset> roots = new ArrayList<>();
    for (Synset noun : nouns) {
      synsets.put(noun.id(), noun);
      if (noun.hypernyms().isEmpty()) {
        roots.add(noun);
      } else {
        children.computeIfAbsent(noun.hypernyms().get(0), any -> new ArrayList<>()).add(noun);
      }
    }
    if (roots.size() != 1) {
      throw new IllegalArgumentException("a taxonomy has one root, not " + roots.size());
    }
    root = roots.get(0).id();
  }

  /**
   * All meanings depth first along their main hypernyms: the closer two stand in this list, the
   * closer they tend to be in meaning.
   */
  public List<Synset> depthFirst() {
    List<Synset> order = new ArrayList<>(synsets.size());
    Deque<Synset> open = new ArrayDeque<>(List.of(synsets.get(root)));
    while (!open.isEmpty()) {
      Synset next = open.pop();
      order.add(next);
      List<Synset> below = children.getOrDefault(next.id(), List.of());
      for (int i = below.size() - 1; i >= 0; i--) {
        open.push(below.get(i));
      }
    }
    return order;
  }

  /**
   * Wu and Palmer's similarity (1994, "Verb semantics and lexical selection"), in (0, 1]: {@code 2
   * d / (a + b + 2 d)} for common ancestor c, where a and b count the edges of the shortest ways up
   * to c, and d the nodes of the shortest way from c to the root, both ends included; the largest
   * over all common ancestors.
   */
  public double wuPalmer(Synset first, Synset second) {
    Map<String, Integer> above = ancestors(second.id());
    double best = 0;
    for (Map.Entry<String, Integer> way : ancestors(first.id()).entrySet()) {
      Integer other = above.get(way.getKey());
      if (other != null) {
        double depth = 2.0 * (ancestors(way.getKey()).get(root) + 1);
        best = Math.max(best, depth / (way.getValue() + other + depth));
      }
    }
    return best;
  }

  /** Whether one of a meaning's hypernyms, or one of theirs, is another. */
  public boolean isBelow(Synset noun, Synset kind) {
    return noun.hypernyms().stream()
        .anyMatch(hypernym -> hypernym.equals(kind.id()) || isBelow(synsets.get(hypernym), kind));
  }

  /** Edges of the shortest way up from a meaning to each of its ancestors, itself included. */
  private Map<String, Integer> ancestors(String id) {
    Map<String, Integer> known = ancestors.get(id);
    if (known != null) {
      return known;
    }
    Map<String, Integer> edges = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    edges.put(id, 0);
    while (!open.isEmpty()) { // breadth first, so the first way found is the shortest
      String next = open.remove();
      for (String hypernym : synsets.get(next).hypernyms()) {
        if (edges.putIfAbsent(hypernym, edges.get(next) + 1) == null) {
          open.add(hypernym);
        }
      }
    }
    ancestors.put(id, edges);
    return edges;
  }
}
