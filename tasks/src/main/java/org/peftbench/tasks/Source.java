package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** Where a task's rows come from; {@code from} in the data file says which of the two it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Source.Library.class, name = "library"),
  @JsonSubTypes.Type(value = Source.DataRoot.class, name = "data_root")
})
public sealed interface Source {
  /** Whether the rows are there without a data root. */
  boolean isBundled();

  /** Where the rows come from, in one line for people. */
  String provenance();

  /**
   * Text that comes with a library on the class path.
   *
   * @param artifact Maven coordinates of the library, for provenance
   * @param rows which of its texts are asked about, and how
   */
  record Library(
      @JsonProperty(required = true) String artifact,
      @JsonProperty(required = true) Construction rows)
      implements Source {
    @Override
    public boolean isBundled() {
      return true;
    }

    @Override
    public String provenance() {
      return artifact;
    }
  }

  /** How rows are made from a library's text; docs/tasks.md tells each at length. */
  enum Construction {
    /** Example sentences of LanguageTool's grammar rules. */
    @JsonProperty("grammar_rule_examples")
    GRAMMAR_RULE_EXAMPLES,
    /** Glosses of WordNet's nouns and their lexicographer files. */
    @JsonProperty("noun_supersenses")
    NOUN_SUPERSENSES,
    /** WordNet's nouns, each with its own gloss or a sibling's. */
    @JsonProperty("word_glosses")
    WORD_GLOSSES,
    /** Pairs of WordNet's nouns and their similarity in the taxonomy. */
    @JsonProperty("synset_similarity")
    SYNSET_SIMILARITY
  }

  /**
   * Files {@code <dataset>/<config>/<split>.<suffix>} below a data root.
   *
   * @param dataset the hub's id, for example {@code nyu-mll/glue}
   * @param config the data set's configuration, for example {@code cola}
   * @param train name of the split to train on
   * @param evaluation name of the labelled split to evaluate on
   * @param columns which column holds what
   */
  record DataRoot(
      @JsonProperty(required = true) String dataset,
      @JsonProperty(required = true) String config,
      @JsonProperty(required = true) String train,
      @JsonProperty(required = true) String evaluation,
      @JsonProperty(required = true) Columns columns)
      implements Source {
    @Override
    public boolean isBundled() {
      return false;
    }

    @Override
    public String provenance() {
      return "%s/%s, %s and %s".formatted(dataset, config, train, evaluation);
    }
  }

  /**
   * Column names of a split.
   *
   * @param text the text, or the first of a pair
   * @param pair the second text, where there is one
   * @param target label index or score
   */
  record Columns(
      @JsonProperty(required = true) String text,
      @Nullable String pair,
      @JsonProperty(required = true) String target) {}
}
