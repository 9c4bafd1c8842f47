package org.peftbench.harness.suite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.SuiteLibrary.Source;
import org.peftbench.results.base.UserError;

/**
 * A suite's entries over those of the files it includes.
 *
 * <p>An entry replaces the included one of its key, but for {@code protocol}, whose settings
 * replace included ones one by one. A list of methods may also take in another file's.
 */
final class Entries {
  static final String INCLUDE = "include";
  private static final String METHODS = "methods";
  private static final String PROTOCOL = "protocol";
  private static final List<String> INCLUDED = List.of(INCLUDE);
  private static final int DEEPEST = 8;

  private final Located root;
  private final Map<String, Located> entries = new LinkedHashMap<>();
  private final List<Located> protocols = new ArrayList<>();
  private final List<Located> methods = new ArrayList<>();

  private Entries(Located root) {
    this.root = root;
  }

  /**
   * Reads a text and what it includes.
   *
   * @param known keys that may stand there
   */
  static Entries of(Source source, Collection<String> known, Located.Variables variables) {
    return of(source, known, variables, 0);
  }

  private static Entries of(
      Source source, Collection<String> known, Located.Variables variables, int depth) {
    Located root = Located.parse(source.text(), source.name(), variables);
    Map<String, Located> own = root.mapping("suite", known);
    Entries all = new Entries(root);
    Located include = own.remove(INCLUDE);
    if (include != null) {
      for (Located name : include.isSequence() ? include.items(INCLUDE) : List.of(include)) {
        Entries other = included(source, name, known, variables, depth);
        all.entries.putAll(other.entries);
        all.protocols.addAll(other.protocols);
        all.replaceMethods(other.methods);
      }
    }
    Located protocol = own.remove(PROTOCOL);
    if (protocol != null) {
      all.protocols.add(protocol);
    }
    Located list = own.remove(METHODS);
    if (list != null) {
      List<Located> items = new ArrayList<>();
      for (Located item : list.items(METHODS)) {
        if (item.isMapping() && item.entries("method").containsKey(INCLUDE)) {
          Located name = SuiteReader.required(item, item.mapping("method", INCLUDED), INCLUDE);
          items.addAll(included(source, name, known, variables, depth).methods());
        } else {
          items.add(item);
        }
      }
      all.replaceMethods(items);
    }
    all.entries.putAll(own);
    return all;
  }

  private void replaceMethods(List<Located> others) {
    if (!others.isEmpty()) {
      methods.clear();
      methods.addAll(others);
    }
  }

  private static Entries included(
      Source from, Located name, Collection<String> known, Located.Variables variables, int depth) {
    if (depth == DEEPEST) {
      throw name.error("files include each other more than %d deep".formatted(DEEPEST));
    }
    return of(included(from, name), known, variables, depth + 1);
  }

  private static Source included(Source from, Located name) {
    try {
      return SuiteLibrary.included(from, name.text(INCLUDE));
    } catch (UserError e) {
      throw name.error(e);
    }
  }

  @Nullable Located get(String key) {
    return entries.get(key);
  }

  /** The entry of a key that may not be missing. */
  Located required(String key) {
    Located entry = get(key);
    if (entry == null) {
      throw root.error("key '%s' is missing".formatted(key));
    }
    return entry;
  }

  /** The methods, those of included lists in their place. */
  List<Located> methods() {
    if (methods.isEmpty()) {
      throw root.error("key 'methods' is missing");
    }
    return List.copyOf(methods);
  }

  /** The settings of protocols, the outermost last. */
  List<Located> protocols() {
    return List.copyOf(protocols);
  }
}
