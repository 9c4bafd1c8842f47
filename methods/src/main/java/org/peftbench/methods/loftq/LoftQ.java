package org.peftbench.methods.loftq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.quantized.Blocks;
import org.peftbench.methods.quantized.CodeBook;
import org.peftbench.methods.quantized.NormalFloat;
import org.peftbench.methods.quantized.QuantizedLinear;
import org.peftbench.methods.quantized.QuantizedPeftForm;
import org.peftbench.methods.quantized.StoredBlocks;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * Rounds W − s·BA to NormalFloat blocks and sets s·BA to the best rank-r approximation of W − Q, in
 * turn.
 */
public final class LoftQ implements PeftMethod<LoftQ.Config> {
  /**
   * The defaults are those of Hugging Face peft, rank 8, alpha 8, 4 bits, one iteration, on all
   * linear maps of the layers as in the paper.
   *
   * @param rank r
   * @param alpha α; the product is scaled by α/r. The start takes the scale into account, which
   *     peft's does not: they are equal for α = r
   * @param dropout on what enters A, in training
   * @param bits of a weight: 2 or 4
   * @param blockSize weights that share a scale
   * @param iterations of rounding and approximating
   * @param targets roles of the linear maps that are rounded and adapted
   */
  public record Config(
      int rank,
      double alpha,
      double dropout,
      int bits,
      int blockSize,
      int iterations,
      List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      if (bits != 2 && bits != 4) {
        throw new UserError("bits must be 2 or 4, got %d", bits);
      }
      Checks.atLeast("block_size", blockSize, 1);
      Checks.atLeast("iterations", iterations, 1);
      targets = Checks.roles("targets", targets);
    }

    private CodeBook book() {
      return bits == 2 ? CodeBook.NORMAL_FLOAT_2 : CodeBook.NORMAL_FLOAT_4;
    }

    /** From the second round on they hang on decompositions, which give other bits elsewhere. */
    private boolean savesWeights() {
      return iterations > 1;
    }

    private double scale() {
      return alpha / rank;
    }
  }

  @Override
  public String name() {
    return "loftq";
  }

  @Override
  public Config defaults() {
    return new Config(8, 8, 0, 4, 64, 1, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoftQ: LoRA-fine-tuning-aware quantisation",
        "y = xQᵀ + b + s·dropout(x)AᵀBᵀ; Q = NF(W − s·BA), s·BA = SVD_r(W − Q), alternating",
        "Li et al. 2023, arXiv 2310.08659, algorithm 1",
        "In place of QLoRA where 4 bits or fewer hurt; costs an SVD of each weight and iteration.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> {
          Cost pair = LoraModule.cost(site, config.rank());
          if (!config.savesWeights()) {
            return pair;
          }
          long elements = (long) site.in() * site.out();
          long codes = (elements * config.bits() + Byte.SIZE - 1) / Byte.SIZE;
          return pair.remembering(elements / config.blockSize()).rememberingBytes(codes);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr");
  }

  private List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    sites.forEach(site -> NormalFloat.check(name(), config.blockSize(), site));
    return sites;
  }

  @Override
  public PeftForm peftForm() {
    return new QuantizedPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, QuantizedLinear> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
        NDArray weight = backbone.parameters().get(site.weight());
        modules.put(site, module(ops, site, weight, config, parameters));
      }
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private static QuantizedLinear module(
      Ops ops, Site site, NDArray weight, Config config, Parameters parameters) {
    Blocks blocks = NormalFloat.round(ops, weight, config.book(), config.blockSize());
    LoraModule pair = approximate(ops, site, weight, blocks, config);
    for (int iteration = 1; iteration < config.iterations(); iteration++) {
      NDArray rest = ops.subtract(weight, pair.delta(ops));
      blocks = NormalFloat.round(ops, rest, config.book(), config.blockSize());
      pair = approximate(ops, site, weight, blocks, config);
    }
    LoraModule trained =
        new LoraModule(
            parameters.train(LoraModule.nameA(site), ops.keep(pair.a(), parameters.manager())),
            parameters.train(LoraModule.nameB(site), ops.keep(pair.b(), parameters.manager())),
            config.scale(),
            config.dropout());
    NDArray scales = ops.keep(scales(ops, blocks), parameters.manager());
    StoredBlocks stored = StoredBlocks.of(blocks, any -> scales, ops, parameters.manager());
    if (config.savesWeights()) {
      parameters.remember(site.module() + ".loftq_codes", stored.codes().packed());
      parameters.remember(site.module() + ".loftq_scales", scales);
    }
    return new QuantizedLinear(NormalFloat.weight(site, stored), trained);
  }

  /** The pair whose s·BA is nearest to what rounding took away. */
  private static LoraModule approximate(
      Ops ops, Site site, NDArray weight, Blocks blocks, Config config) {
    NDArray scales = scales(ops, blocks);
    StoredBlocks stored = StoredBlocks.of(blocks, any -> scales, ops, ops.scope());
    NDArray rounded = NormalFloat.weight(site, stored).dequantize(ops);
    Ops.Svd svd = ops.svd(ops.subtract(weight, rounded));
    int rank = config.rank();
    NDArray largest = ops.slice(svd.values(), 0, 0, rank);
    NDArray roots = ops.sqrt(ops.scale(largest, 1 / config.scale())); // [rank]
    NDArray b = ops.multiply(ops.slice(svd.u(), 1, 0, rank), roots); // [out, rank]
    NDArray rows = ops.slice(svd.vt(), 0, 0, rank); // [rank, in]
    NDArray a = ops.multiply(rows, ops.reshape(roots, rank, 1));
    return new LoraModule(a, b, config.scale(), config.dropout());
  }

  private static NDArray scales(Ops ops, Blocks blocks) {
    return ops.floats(blocks.scales(), new Shape(blocks.scales().length));
  }
}
