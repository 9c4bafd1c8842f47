package org.peftbench.models.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of a BERT that PyTorch exported to ONNX, under their Hugging Face names.
 *
 * <p>The exporter keeps the names of embeddings, biases and norms. It folds the transposition of a
 * linear layer's weight into the constant, which then has a number for a name and the shape {@code
 * [in, out]}; such a weight is known by the name of the product that uses it: {@code
 * /encoder/layer.0/attention/self/query/MatMul}.
 */
public final class OnnxCheckpoint {
  private static final int FLOAT32 = 1;
  private static final Pattern MODULE = Pattern.compile("/(?<path>.+)/MatMul");

  /** Buffers that the architecture makes itself. */
  private static final Set<String> NO_WEIGHTS = Set.of("embeddings.position_ids");

  private OnnxCheckpoint() {}

  /**
   * Lists the weights of a file; their bytes are read when they are written.
   *
   * @throws org.peftbench.results.base.UserError if the file is cut off, is no ONNX, or has weights
   *     that are no float32
   */
  public static List<Tensor> read(Path file) {
    OnnxReader.Graph graph = OnnxReader.read(file);
    Map<String, String> anonymous = linearWeights(graph);
    List<Tensor> tensors = new ArrayList<>();
    try {
      for (OnnxReader.Initializer initializer : graph.initializers()) {
        String linear = anonymous.get(initializer.name());
        if (linear != null) {
          tensors.add(float32(initializer).transposed(linear, initializer.shape()));
        } else if (isWeight(initializer.name())) {
          tensors.add(float32(initializer).tensor(initializer.name(), initializer.shape()));
        }
      }
    } catch (FormatException e) {
      throw OnnxReader.broken(file, e.getMessage());
    }
    return tensors;
  }

  /**
   * A constant of the graph has no dot in its name, or a name such as {@code /Constant_output_0}.
   */
  private static boolean isWeight(String name) {
    return name.matches("[A-Za-z].*\\.(weight|bias)") && !NO_WEIGHTS.contains(name);
  }

  /**
   * From the constant's name to the weight's, for every product of an activation and a constant.
   */
  private static Map<String, String> linearWeights(OnnxReader.Graph graph) {
    Map<String, String> names = new HashMap<>();
    for (OnnxReader.Node node : graph.nodes()) {
      Matcher module = MODULE.matcher(node.name());
      if (node.operator().equals("MatMul") && node.inputs().size() == 2 && module.matches()) {
        names.put(node.inputs().get(1), module.group("path").replace('/', '.') + ".weight");
      }
    }
    return names;
  }

  private static FileRegion float32(OnnxReader.Initializer initializer) throws FormatException {
    if (initializer.type() != FLOAT32) {
      throw new FormatException(initializer.name() + " is not float32");
    }
    return initializer.raw();
  }
}
