package org.peftbench.harness.pretrain;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.peftbench.models.Architecture;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.TokenizerMaker;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Makes a tiny model's folder: tokenizer, config.json, weights, loss curve, model card. */
public final class Pretrainer {
  private static final String WEIGHTS = "model.safetensors";
  private static final int REPORT_EVERY = 50;

  private final Recipe recipe;
  private final Path folder;
  private final Consumer<String> progress;

  /**
   * A maker of one model.
   *
   * @param folder to fill; made if it is not there
   * @param progress told, line by line, how far it is
   */
  public Pretrainer(Recipe recipe, Path folder, Consumer<String> progress) {
    this.recipe = recipe;
    this.folder = folder;
    this.progress = progress;
  }

  /**
   * Learns the vocabulary, trains, and writes everything.
   *
   * @param steps of the recipe's to stop after
   * @throws UserError if the folder holds a model already
   */
  public void make(int steps) throws IOException {
    if (Files.exists(folder.resolve(WEIGHTS))) {
      throw new UserError("%s holds a model already: name another folder", folder);
    }
    Files.createDirectories(folder);
    Corpus corpus = recipe.corpus();
    progress.accept(
        "%d texts; learning %d tokens".formatted(corpus.train().size(), recipe.vocabulary()));
    boolean closed = recipe.objective() != Recipe.Kind.CAUSAL;
    AtomicFile.write(
        folder.resolve("tokenizer.json"),
        TokenizerMaker.learn(corpus.train(), recipe.vocabulary(), closed).toString());
    AtomicFile.write(folder.resolve("config.json"), Json.pretty(recipe.checkpoint().config()));
    FreshWeights.write(recipe, folder.resolve(WEIGHTS));

    ModelFiles files = new ModelFiles(recipe.name(), folder, "none");
    LossCurve curve = new LossCurve();
    List<Tensor> tensors = new ArrayList<>();
    double heldOut;
    long parameters;
    try (Tokenizer tokenizer = Tokenizer.open(files);
        LanguageModel model = Architecture.openAnyLanguageModel(files, DataType.FLOAT32);
        Pretraining training = new Pretraining(recipe, model)) {
      training.train(
          rows(tokenizer, corpus.train()),
          steps,
          (step, loss) -> {
            curve.add(step, loss);
            if (step % REPORT_EVERY == 0) {
              progress.accept("step %d of %d, loss %.4f".formatted(step, steps, loss));
            }
          });
      heldOut = training.evaluate(rows(tokenizer, corpus.heldOut()));
      parameters =
          training.trained().values().stream().mapToLong(array -> array.getShape().size()).sum();
      training.trained().forEach((name, array) -> tensors.add(half(stored(model, name), array)));
    }
    AtomicFile.write(
        folder.resolve(WEIGHTS),
        out -> SafetensorsWriter.write(out, Map.of("format", "pt"), tensors));
    AtomicFile.write(folder.resolve("curve.json"), Json.pretty(curve.points()));
    ModelCard card = new ModelCard(recipe, corpus, steps, parameters, curve.points(), heldOut);
    AtomicFile.write(folder.resolve("README.md"), card.text(folder.resolve(WEIGHTS)));
  }

  /** Texts packed into rows of token ids, each text whole if it fits. */
  private List<long[]> rows(Tokenizer tokenizer, List<String> texts) {
    List<long[]> rows = new ArrayList<>();
    long[] row = {};
    for (String text : texts) {
      long[] ids = tokenizer.encode(text, null, recipe.length()).ids();
      if (recipe.objective() == Recipe.Kind.CAUSAL) {
        ids = Arrays.copyOf(ids, Math.min(ids.length + 1, recipe.length()));
        ids[ids.length - 1] = TokenizerMaker.END;
      }
      if (row.length + ids.length > recipe.length()) {
        rows.add(row);
        row = ids;
      } else {
        int end = row.length;
        row = Arrays.copyOf(row, end + ids.length);
        System.arraycopy(ids, 0, row, end, ids.length);
      }
    }
    rows.add(row);
    return rows;
  }

  /** The name in the file: what belongs to no head has the architecture's prefix. */
  private String stored(LanguageModel model, String name) {
    return recipe.head().containsKey(name) ? name : model.checkpointPrefix() + name;
  }

  private static Tensor half(String name, NDArray array) {
    try (Ops ops = Ops.evaluation(array.getManager(), DataType.FLOAT32)) {
      NDArray half = ops.half(array);
      return Tensor.of(name, DataType.FLOAT16, half.getShape(), half.toByteBuffer());
    }
  }
}
