package org.peftbench.methods.ptuning;

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
import org.peftbench.models.Taps;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Puts vectors before the input's embeddings that an MLP or a BiLSTM makes, [n, width of these].
 */
public final class PTuning implements PeftMethod<PTuning.Config> {
  private static final List<String> ENCODERS = List.of("mlp", "lstm");
  private static final int MLP_LAYERS = 2;

  /**
   * peft takes the MLP and leaves number and width to the user; 20 and 128 are those of its guides.
   *
   * @param virtualTokens n
   * @param encoder mlp: three dense layers with ReLU between; lstm: a bidirectional LSTM, then two
   *     dense layers with ReLU between
   * @param hiddenSize width inside the encoder
   * @param layers of the LSTM; the MLP has two hidden ones
   * @param dropout between the LSTM's layers, in training
   * @param poolPrompt whether pooling sees the prompt, so that the first virtual token is taken for
   *     the sequence's: as peft's sequence classifiers have it
   */
  public record Config(
      int virtualTokens,
      String encoder,
      int hiddenSize,
      int layers,
      double dropout,
      boolean poolPrompt) {
    public Config {
      Checks.atLeast("virtual_tokens", virtualTokens, 1);
      if (!ENCODERS.contains(encoder)) {
        throw Names.unknown("encoder", encoder, ENCODERS);
      }
      Checks.atLeast("hidden_size", hiddenSize, 1);
      Checks.atLeast("layers", layers, 1);
      Checks.probability("dropout", dropout);
      if (encoder.equals("mlp") && layers != MLP_LAYERS) {
        throw new UserError(
            "layers must be %d with encoder mlp, got %d: only an lstm has a choice",
            MLP_LAYERS, layers);
      }
      if (dropout > 0 && (encoder.equals("mlp") || layers == 1)) {
        throw new UserError(
            "dropout must be 0 unless encoder lstm has layers to drop between, got %s", dropout);
      }
    }
  }

  @Override
  public String name() {
    return "p-tuning";
  }

  @Override
  public Config defaults() {
    return new Config(20, "mlp", 128, MLP_LAYERS, 0, true);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "P-tuning",
        "[g(P); embed(x)] with P and the network g trained",
        "Liu et al. 2021, arXiv 2103.10385, section 3",
        "Steadier than prompt tuning at more trained parameters; after training only g(P) is needed.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    long trained = PromptEncoder.size(config, VirtualTokens.width(outline));
    return VirtualTokens.promptCost(name(), outline, config.virtualTokens(), trained);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("nd + e(d + 1) + e(e + 1) + d(e + 1)", "2nd");
  }

  @Override
  public PeftForm peftForm() {
    return new PTuningPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    VirtualTokens.checkRoom(name(), backbone, config.virtualTokens());
    Parameters parameters = new Parameters(backbone, seed);
    VirtualTokens prompt = PromptEncoder.train(parameters, config, VirtualTokens.width(backbone));
    Taps.Builder taps = Taps.builder();
    prompt.prompt(taps, config.poolPrompt());
    return new TapAdaptation(parameters, taps.build());
  }
}
