package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * A task as its data file describes it.
 *
 * @param name as suites and records call it
 * @param version rises whenever the rows or the scoring change
 * @param description one line for people
 * @param kind form of the answer
 * @param labels the classes, in the order of their indices; of a choice the options that all
 *     questions have; empty where answers are no classes
 * @param metrics names of the figures, the primary one first
 * @param positiveLabel the class that binary {@code f1} is about
 * @param scores range of the right answers of a regression
 * @param spanSearch how the answer of a span task is looked for
 * @param prompts how a causal model is asked, by the way in which its answer is drawn, the usual
 *     one first; none where no such way is defined
 * @param source where the rows come from
 */
public record TaskDefinition(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) int version,
    @JsonProperty(required = true) String description,
    @JsonProperty(required = true) Kind kind,
    List<String> labels,
    @JsonProperty(required = true) List<String> metrics,
    @Nullable String positiveLabel,
    @Nullable Range scores,
    @Nullable SpanSearch spanSearch,
    Map<Prompt.Mode, Prompt> prompts,
    @JsonProperty(required = true) Source source) {

  /** Form of the answer. */
  public enum Kind {
    /** One of several labels: {@link Question.Text}, {@link Target.Label}. */
    @JsonProperty("classification")
    CLASSIFICATION,
    /** A number: {@link Question.Text}, {@link Target.Score}. */
    @JsonProperty("regression")
    REGRESSION,
    /** A label for each word: {@link Question.Words}, {@link Target.Tags}. */
    @JsonProperty("tagging")
    TAGGING,
    /**
     * The part of a text that answers a question: {@link Question.Passage}, {@link Target.Spans}.
     */
    @JsonProperty("span")
    SPAN,
    /** One of a question's own options: {@link Question.Choices}, {@link Target.Label}. */
    @JsonProperty("choice")
    CHOICE,
    /** A text in answer to a text: {@link Question.Text}, {@link Target.Answers}. */
    @JsonProperty("generation")
    GENERATION
  }

  /** A closed interval. */
  public record Range(
      @JsonProperty(required = true) double low, @JsonProperty(required = true) double high) {
    public Range {
      if (!(low < high)) {
        throw new UserError("range must rise, got low %s and high %s", low, high);
      }
    }

    boolean contains(double value) {
      return low <= value && value <= high;
    }
  }

  /** Checks what the data file says. */
  public TaskDefinition {
    // A data file of a regression leaves the labels out.
    labels = labels == null ? List.of() : List.copyOf(labels);
    metrics = List.copyOf(metrics);
    // Few tasks have none.
    prompts =
        prompts == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
    require(
        Prompt.modes(kind).containsAll(prompts.keySet()),
        name,
        "prompts of this kind can only be for " + Prompt.modes(kind));
    prompts.values().forEach(prompt -> prompt.check(kind));
    require(name.matches("[a-z][a-z0-9_-]*"), name, "name must be lower-case letters and digits");
    require(version >= 1, name, "version must be >= 1");
    require(!metrics.isEmpty(), name, "metrics must name at least one");
    require(new HashSet<>(metrics).size() == metrics.size(), name, "metrics must differ");
    require(new HashSet<>(labels).size() == labels.size(), name, "labels must differ");
    for (String metric : metrics) {
      if (!TaskMetrics.names(kind).contains(metric)) {
        throw Names.unknown("metric", metric, TaskMetrics.names(kind));
      }
    }
    boolean binaryF1 = kind == Kind.CLASSIFICATION && metrics.contains("f1");
    require(!binaryF1 || positiveLabel != null, name, "f1 needs a positive_label");
    if (source instanceof Source.DataRoot files) {
      require(files.columns().fits(kind), name, "columns must be those of this kind");
    }
    boolean labelled = kind == Kind.CLASSIFICATION || kind == Kind.TAGGING;
    require(!labelled || labels.size() >= 2, name, "labels must name at least two classes");
    require(
        labelled || kind == Kind.CHOICE || labels.isEmpty(),
        name,
        "labels belongs to a classification, a tagging or a choice");
    require(kind != Kind.REGRESSION || scores != null, name, "scores must give the range");
    require(kind == Kind.REGRESSION || scores == null, name, "scores belongs to a regression");
    require(
        (kind == Kind.SPAN) == (spanSearch != null),
        name,
        "span_search belongs to every span task");
    require(
        positiveLabel == null || labels.contains(positiveLabel),
        name,
        "positive_label must be one of labels");
  }

  /** The figure by which runs are compared. */
  @JsonIgnore
  public String primaryMetric() {
    return metrics.get(0);
  }

  private static void require(boolean holds, String name, String rule) {
    if (!holds) {
      throw new UserError("task %s: %s", name, rule);
    }
  }
}
