package org.peftbench.methods.prompt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.TapAdaptation;
import org.peftbench.methods.parts.VirtualTokens;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Puts n trained vectors before the embeddings of the input, [n, width of these]. */
public final class PromptTuning implements PeftMethod<PromptTuning.Config> {
  private static final List<String> INITS = List.of("random", "vocabulary", "text");

  /**
   * peft starts from random vectors and leaves their number to the user; 20 is that of its guides.
   *
   * @param virtualTokens n
   * @param init random: N(0, 1); vocabulary: embeddings of tokens drawn at random; text: those of
   *     {@code textIds}
   * @param textIds token ids of a text, as the backbone's tokenizer gives them; repeated or cut to
   *     n; only with init text
   * @param poolPrompt whether pooling sees the prompt, so that the first virtual token is taken for
   *     the sequence's: as peft's sequence classifiers have it. Otherwise the prompt is taken off
   *     before pooling, as P-tuning v2 has it
   */
  public record Config(int virtualTokens, String init, List<Integer> textIds, boolean poolPrompt) {
    public Config {
      Checks.atLeast("virtual_tokens", virtualTokens, 1);
      if (!INITS.contains(init)) {
        throw Names.unknown("init", init, INITS);
      }
      textIds = List.copyOf(textIds);
      if (init.equals("text") == textIds.isEmpty()) {
        throw new UserError(
            "text_ids must %s when init is %s: give the text's token ids with init text only",
            textIds.isEmpty() ? "not be empty" : "be empty", init);
      }
    }
  }

  @Override
  public String name() {
    return "prompt-tuning";
  }

  @Override
  public Config defaults() {
    return new Config(20, "random", List.of(), true);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Prompt tuning",
        "[P; embed(x)] with P trained",
        "Lester, Al-Rfou, Constant 2021, arXiv 2104.08691, section 2",
        "Large models, many tasks on one copy; small models fall behind. Wants rates of 0.1 and more.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    int tokens = config.virtualTokens();
    return VirtualTokens.promptCost(
        name(), outline, tokens, (long) tokens * VirtualTokens.width(outline));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("nd", "2nd");
  }

  @Override
  public PeftForm peftForm() {
    return new PromptTuningPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    VirtualTokens.checkRoom(name(), backbone, config.virtualTokens());
    Parameters parameters = new Parameters(backbone, seed);
    NDArray rows =
        config.init().equals("random")
            ? VirtualTokens.table(parameters, config.virtualTokens(), VirtualTokens.width(backbone))
            : parameters.train(VirtualTokens.TABLE, embeddings(backbone, config, parameters));
    VirtualTokens prompt = ops -> rows;
    Taps.Builder taps = Taps.builder();
    prompt.prompt(taps, config.poolPrompt());
    return new TapAdaptation(parameters, taps.build());
  }

  /** Embeddings [n, width] of the tokens to start from. */
  private static NDArray embeddings(Backbone backbone, Config config, Parameters parameters) {
    Site tokens =
        backbone.sites().stream()
            .filter(site -> site.role() == Role.TOKEN_EMBEDDING)
            .findFirst()
            .orElseThrow();
    long[] ids =
        config.init().equals("text")
            ? text(config, tokens.in())
            : parameters
                .initializer()
                .indices(VirtualTokens.TABLE, config.virtualTokens(), tokens.in());
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      NDArray table = backbone.parameters().get(tokens.weight());
      NDArray chosen = ops.longs(ids, new Shape(ids.length));
      return parameters.initializer().copy(ops.embedding(chosen, table));
    }
  }

  private static long[] text(Config config, int vocabulary) {
    long[] ids = new long[config.virtualTokens()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = config.textIds().get(i % config.textIds().size());
      if (ids[i] < 0 || ids[i] >= vocabulary) {
        throw new UserError(
            "prompt-tuning config: text_ids must lie in [0, %d), the vocabulary, got %d: take them from this backbone's tokenizer",
            vocabulary, ids[i]);
      }
    }
    return ids;
  }
}
