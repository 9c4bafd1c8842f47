package org.peftbench.models.ops;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What DJL's NDArray does not offer: fused attention, cross-entropy, SVD, QR, multi-tensor AdamW.
 *
 * <p>The functions stand in {@code kernels.torchscript} beside this class. One module serves the
 * process.
 */
final class Kernels {
  private static final String SOURCE = "kernels.torchscript";

  private final Model model;
  private final ParameterStore noParameters;

  /** DJL picks a method of the module by an array of that name; these are empty and never read. */
  private final Map<String, NDArray> selectors = new ConcurrentHashMap<>();

  private Kernels(NDManager manager) {
    model = Model.newInstance("kernels", manager.getEngine().getEngineName());
    noParameters = new ParameterStore(manager, false);
    try (InputStream source = Kernels.class.getResourceAsStream(SOURCE)) {
      String text = new String(source.readAllBytes(), StandardCharsets.UTF_8);
      model.load(
          new ByteArrayInputStream(TorchScriptArchive.of("Kernels", text)),
          Map.of("trainParam", "true"));
    } catch (IOException e) {
      throw new UncheckedIOException("unpacking " + SOURCE, e);
    } catch (MalformedModelException e) {
      throw new IllegalStateException("the engine refuses " + SOURCE, e);
    }
  }

  private static final class Holder {
    static final Kernels INSTANCE = new Kernels(NDManager.newBaseManager("PyTorch"));
  }

  /** The process's module, loaded at first use. */
  static Kernels instance() {
    return Holder.INSTANCE;
  }

  /** Calls a function on arrays. Results belong to the first argument's manager. */
  NDList call(String function, NDArray... arguments) {
    return call(function, new NDList(arguments));
  }

  /**
   * Calls a function whose first arguments are lists of arrays.
   *
   * @param lists each becomes one {@code List[Tensor]}
   * @param rest the arguments that follow
   */
  NDList call(String function, List<List<NDArray>> lists, NDArray... rest) {
    NDList arguments = new NDList();
    for (int i = 0; i < lists.size(); i++) {
      for (NDArray item : lists.get(i)) {
        // DJL gathers arrays of one name into a list, and the name stays on the array: it must be
        // taken off again.
        item.setName("list" + i + "[]");
        arguments.add(item);
      }
    }
    arguments.addAll(new NDList(rest));
    try {
      return call(function, arguments);
    } finally {
      lists.forEach(list -> list.forEach(item -> item.setName(null)));
    }
  }

  private NDList call(String function, NDList arguments) {
    arguments.add(selectors.computeIfAbsent(function, this::selector));
    return model.getBlock().forward(noParameters, arguments, true);
  }

  private NDArray selector(String function) {
    NDArray selector = model.getNDManager().zeros(new Shape(1));
    selector.setName("module_method:" + function);
    return selector;
  }
}
