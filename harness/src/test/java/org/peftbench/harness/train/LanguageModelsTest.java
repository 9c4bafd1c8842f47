package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Families;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.Writing;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.TokenCache;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.Answering;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

/** Small random language models learn to write, and to choose by likelihood. */
class LanguageModelsTest {
  private static final Path MODELS = Path.of("../models/src/test/resources/org/peftbench/models");
  private static final Path VOCABULARY = MODELS.resolve("text/vocab.txt");
  private static final Path LLAMA = MODELS.resolve("decoder/llama");
  private static final int SEPARATOR = 3; // ends a text
  private static final int LENGTH = 32;

  private static final List<Example> SENTENCES =
      List.of(
          sentence("the cat", "a dog sat", "the dog"),
          sentence("a cat", "the mat"),
          sentence("sat on", "run"),
          sentence("dogs running", "a mat, a dog"));

  private static final List<Example> CHOICES =
      List.of(
          choice("the cat", 1, "a dog", "the mat on"),
          choice("a cat", 0, "run", "the mat"),
          choice("sat on", 2, "the", "a", "cats"),
          choice("dogs running", 0, "sat", "a mat, a dog"));

  private @TempDir Path folder;
  private Tokenizer tokenizer;

  @BeforeEach
  void open() throws IOException {
    Files.copy(VOCABULARY, folder.resolve("vocab.txt"));
    tokenizer = Tokenizer.open(new ModelFiles("tiny", folder, "none"));
  }

  @AfterEach
  void close() {
    tokenizer.close();
  }

  @Test
  void writesWhatItHasLearned() throws IOException {
    List<Prediction> answers = train(LLAMA, family("correction", null), SENTENCES);
    assertThat(answers).allMatch(answer -> answer.predicted().equals(answer.gold()));
    assertThat(answers.get(0).alternatives()).containsExactly("the dog");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bart", "t5", "t5-gated"})
  void answersWhatItHasLearned(String model) throws IOException {
    Family<?, ?> family = family("correction", null, HeadKind.SEQ2SEQ_LM);
    List<Prediction> answers = train(MODELS.resolve("parity").resolve(model), family, SENTENCES);
    assertThat(answers).allMatch(answer -> answer.predicted().equals(answer.gold()));
  }

  @Test
  void choosesWhatItHasLearnedToFindLikely() throws IOException {
    List<Prediction> answers = train(LLAMA, family("word_choice", null), CHOICES);
    assertThat(answers).allMatch(answer -> answer.predicted().equals(answer.gold()));
    assertThat(answers.get(2).scores()).hasSize(3).allMatch(score -> score < 0);
    assertThat(train(LLAMA, family("word_choice", Answering.LIKELIHOOD_BY_LENGTH), CHOICES))
        .allMatch(answer -> answer.predicted().equals(answer.gold()));
  }

  @Test
  void refusesWhatAnArchitectureOrATaskLacks() {
    assertThatThrownBy(() -> family("correction", Answering.LIKELIHOOD))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("task correction has no prompt for likelihood");
    assertThatThrownBy(() -> family("word_choice", null, HeadKind.TOKEN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("heads for [TOKEN]");
  }

  private Family<?, ?> family(String task, @Nullable Answering answering) {
    return family(task, answering, HeadKind.CAUSAL_LM);
  }

  private Family<?, ?> family(String name, @Nullable Answering answering, HeadKind head) {
    TaskDefinition task = TaskCatalog.named(name);
    Writing writing = new Writing(tokenizer, List.of(SEPARATOR), LENGTH);
    return Families.of(task, answering, Families.head(task, answering, Set.of(head)), writing);
  }

  private <F extends Feature, O> List<Prediction> train(
      Path model, Family<F, O> family, List<Example> examples) throws IOException {
    var full = PeftMethods.named("full");
    var method = new RunSpec.Method("full", full.complete(Json.MAPPER.createObjectNode()));
    TokenCache cache = new TokenCache(folder.resolve("tokens"));
    List<EncodedExample<F>> rows = new Encoder<>(family, tokenizer, cache, LENGTH).encode(examples);
    List<F> features = rows.stream().flatMap(row -> row.training().stream()).toList();
    ModelFiles files = new ModelFiles("tiny", model, "none");
    try (Backbone backbone = Architecture.openAny(files, DataType.FLOAT32, family.head());
        Learner learner = Learner.of(backbone, method, family, 1, 0, tokenizer.padId());
        TrainLoop<F> loop =
            new TrainLoop<>(learner, family, Tiny.protocol(80, 2, 2e-2, 0), features, 1)) {
      assertThat(loop.run(step -> {})).isNull();
      assertThat(loop.neverMoved()).isEmpty();
      return new Evaluator<>(family, 3).predict(learner, rows);
    }
  }

  private static Example sentence(String text, String... right) {
    return new Example(text, new Question.Text(text), new Target.Answers(List.of(right)));
  }

  private static Example choice(String stem, int right, String... options) {
    return new Example(stem, new Question.Choices(stem, List.of(options)), new Target.Label(right));
  }
}
