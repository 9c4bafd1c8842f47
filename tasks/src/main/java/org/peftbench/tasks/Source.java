package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/** Where a task's rows come from; {@code from} in the data file says which of the three it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "from")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Source.Library.class, name = "library"),
  @JsonSubTypes.Type(value = Source.Grammar.class, name = "grammar"),
  @JsonSubTypes.Type(value = Source.DataRoot.class, name = "data_root")
})
public sealed interface Source {
  /** Whether the rows are there without a data root. */
  boolean isBundled();

  /** The published number of rows of each split. */
  Map<String, Integer> splits();

  /** Where the rows come from, in one line for people. */
  String provenance();

  /**
   * Text that comes with a library on the class path.
   *
   * @param artifact Maven coordinates of the library, for provenance
   * @param rows which of its texts are asked about, and how
   * @param splits the number of rows of {@code train} and {@code evaluation}
   */
  record Library(
      @JsonProperty(required = true) String artifact,
      @JsonProperty(required = true) Construction rows,
      @JsonProperty(required = true) Map<String, Integer> splits)
      implements Source {
    public Library {
      splits = sizes(splits);
    }

    @Override
    public boolean isBundled() {
      return true;
    }

    @Override
    public String provenance() {
      return artifact;
    }
  }

  /**
   * Arithmetic word problems of {@link WordProblems}' grammar.
   *
   * @param seed of the random choices
   * @param problems how many
   * @param splits the number of rows of {@code train} and {@code evaluation}
   */
  record Grammar(
      @JsonProperty(required = true) long seed,
      @JsonProperty(required = true) int problems,
      @JsonProperty(required = true) Map<String, Integer> splits)
      implements Source {
    public Grammar {
      splits = sizes(splits);
    }

    @Override
    public boolean isBundled() {
      return true;
    }

    @Override
    public String provenance() {
      return "%d problems of a grammar, seed %d".formatted(problems, seed);
    }
  }

  /** How rows are made from a library's text; docs/tasks.md tells each at length. */
  enum Construction {
    /** Example sentences of LanguageTool's grammar rules. */
    @JsonProperty("grammar_rule_examples")
    GRAMMAR_RULE_EXAMPLES,
    /** The same sentences cut into words, the wrong words to be tagged. */
    @JsonProperty("grammar_rule_errors")
    GRAMMAR_RULE_ERRORS,
    /** LanguageTool's wrong sentences, to be mended. */
    @JsonProperty("grammar_rule_corrections")
    GRAMMAR_RULE_CORRECTIONS,
    /** Glosses of WordNet's nouns and their lexicographer files. */
    @JsonProperty("noun_supersenses")
    NOUN_SUPERSENSES,
    /** WordNet's nouns, each with its own gloss or a sibling's. */
    @JsonProperty("word_glosses")
    WORD_GLOSSES,
    /** Glosses of WordNet's nouns, the right word to be chosen. */
    @JsonProperty("word_choices")
    WORD_CHOICES,
    /** Small dictionaries of WordNet's nouns, one of which is to be found. */
    @JsonProperty("found_words")
    FOUND_WORDS,
    /** Pairs of WordNet's nouns and their similarity in the taxonomy. */
    @JsonProperty("synset_similarity")
    SYNSET_SIMILARITY
  }

  /**
   * Files {@code <dataset>/<config>/<split>.<suffix>} below a data root.
   *
   * @param dataset the hub's id, for example {@code nyu-mll/glue}
   * @param config the data set's configuration, for example {@code cola}
   * @param revision commit, branch or tag that is fetched from the hub; null for the hub's own
   *     conversion to Parquet
   * @param splits the published number of rows of each split
   * @param train name of the split to train on; null where there is none
   * @param evaluation name of the labelled split to evaluate on; null where a part of train is put
   *     aside for it
   * @param heldOut the share of train that is put aside, in (0, 1), where there is no other split
   * @param columns which column holds what
   */
  record DataRoot(
      @JsonProperty(required = true) String dataset,
      @JsonProperty(required = true) String config,
      @Nullable String revision,
      @JsonProperty(required = true) Map<String, Integer> splits,
      @Nullable String train,
      @Nullable String evaluation,
      @Nullable Double heldOut,
      @JsonProperty(required = true) Columns columns)
      implements Source {
    public DataRoot {
      splits = sizes(splits);
      for (String split : Arrays.asList(train, evaluation)) {
        if (split != null && !splits.containsKey(split)) {
          throw new UserError("splits must give the size of %s", split);
        }
      }
      if ((evaluation == null) == (heldOut == null)) {
        throw new UserError("source must name either evaluation or held_out");
      }
      if (heldOut != null && !(train != null && heldOut > 0 && heldOut < 1)) {
        throw new UserError("held_out must be a share of train between 0 and 1, got %s", heldOut);
      }
    }

    @Override
    public boolean isBundled() {
      return false;
    }

    @Override
    public String provenance() {
      String used =
          Stream.of(train, evaluation)
              .filter(Objects::nonNull)
              .collect(Collectors.joining(" and "));
      return "%s/%s, %s".formatted(dataset, config, used);
    }
  }

  private static Map<String, Integer> sizes(Map<String, Integer> splits) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(splits));
  }
}
