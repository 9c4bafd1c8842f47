package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.ParameterAdaptation;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.AdamW;

/** Methods that do not work, each in its own way: what a harness has to notice. */
final class BrokenMethods {
  private BrokenMethods() {}

  /** Nothing to choose. */
  record None() {}

  abstract static class Broken implements PeftMethod<None> {
    @Override
    public String name() {
      return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public None defaults() {
      return new None();
    }

    @Override
    public MethodDescription description() {
      return new MethodDescription("broken", "", "", "");
    }

    @Override
    public Cost cost(Outline outline, None config) {
      return Cost.NONE;
    }

    @Override
    public CostFormula costFormula() {
      return new CostFormula("0", "0");
    }
  }

  /** Trains what nothing computes with. */
  public static final class Still extends Broken {
    @Override
    public Adaptation attach(Backbone backbone, None config, long seed) {
      Parameters parameters = new Parameters(backbone, seed);
      parameters.train("nowhere.used", parameters.initializer().constant(new Shape(2), 1));
      return new ParameterAdaptation(parameters);
    }
  }

  /** Says in the end that its part never happened. */
  public static final class Idle extends Broken {
    @Override
    public Adaptation attach(Backbone backbone, None config, long seed) {
      return new Shifted(backbone, seed, 0) {
        @Override
        public void begin(int done, int totalSteps, AdamW optimizer) {}

        @Override
        public Map<String, String> decisions() {
          throw new IllegalStateException("idle's ranks were never allocated");
        }
      };
    }
  }

  /** Computes with a number of its seed's that it does not save. */
  public static final class Forgetful extends Broken {
    @Override
    public Adaptation attach(Backbone backbone, None config, long seed) {
      return new Shifted(backbone, seed, seed);
    }
  }

  /** Is no longer a number when its last step is done, which no loss sees. */
  public static final class Late extends Broken {
    @Override
    public Adaptation attach(Backbone backbone, None config, long seed) {
      return new Shifted(backbone, seed, 0) {
        @Override
        public void afterStep(int step, int totalSteps) {
          if (step == totalSteps) {
            number = Double.NaN;
          }
        }
      };
    }
  }

  /** Adds a trained vector, and a number, to all queries. */
  private static class Shifted implements Adaptation {
    double number;
    private final Parameters parameters;
    private final Taps taps;

    Shifted(Backbone backbone, long seed, double number) {
      this.number = number;
      parameters = new Parameters(backbone, seed);
      Taps.Builder builder = Taps.builder();
      for (Site site : backbone.sites()) {
        if (site.role() == Role.QUERY) {
          NDArray start = parameters.initializer().constant(new Shape(site.out()), 0);
          NDArray shift = parameters.train(site.module() + ".shift", start);
          builder.linear(
              site, (ops, x, base) -> ops.shift(ops.add(base.forward(ops, x), shift), this.number));
        }
      }
      taps = builder.build();
    }

    @Override
    public Taps taps() {
      return taps;
    }

    @Override
    public List<Trainable> trainables() {
      return parameters.trainables();
    }

    @Override
    public void close() {
      parameters.close();
    }
  }
}
