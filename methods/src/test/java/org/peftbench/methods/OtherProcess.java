package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;

/**
 * A process that knows of trained adapters nothing but their files: it hangs each method of {@link
 * MethodFixture#ALL} on a fresh model from another seed, reads what was saved, and writes down what
 * comes out.
 */
final class OtherProcess {
  private OtherProcess() {}

  /** Saves all that a trained model has beyond its backbone. */
  static void save(Path folder, int row, TinyModel model, Adaptation adaptation)
      throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (Ops ops = Ops.evaluation(model.backbone.manager(), model.backbone.dtype())) {
      state(model, adaptation)
          .forEach(
              (name, array) ->
                  tensors.add(
                      Tensor.of(
                          name,
                          array.getDataType(),
                          array.getShape(),
                          ops.detach(array).toByteBuffer())));
      try (OutputStream out = Files.newOutputStream(file(folder, row))) {
        SafetensorsWriter.write(out, Map.of(), tensors);
      }
    }
  }

  /** What the model says, bit by bit. */
  static String answers(TinyModel model, Adaptation adaptation) {
    StringBuilder bits = new StringBuilder();
    for (double logit : model.logits(adaptation.taps())) {
      bits.append(Long.toHexString(Double.doubleToRawLongBits(logit))).append(' ');
    }
    return bits.toString().trim();
  }

  /**
   * Lets a new process read all rows.
   *
   * @return its answers, in the rows' order
   */
  static List<String> run(Path folder) throws IOException, InterruptedException {
    Path answers = folder.resolve("answers.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                folder.toString(),
                answers.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(folder.resolve("log.txt")));
    }
    return Files.readAllLines(answers);
  }

  /** Reads. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> answers = new ArrayList<>();
    for (int row = 0; row < MethodFixture.ALL.size(); row++) {
      Path own = Files.createTempDirectory(folder, "model");
      try (TinyModel model = new TinyModel(own, DataType.FLOAT32);
          Adaptation adaptation = MethodFixture.ALL.get(row).attach(model, 2)) {
        load(folder, row, model, adaptation);
        answers.add(answers(model, adaptation));
      }
    }
    Files.write(Path.of(arguments[1]), answers);
  }

  private static void load(Path folder, int row, TinyModel model, Adaptation adaptation) {
    try (SafetensorsFile file = SafetensorsFile.open(file(folder, row));
        Ops ops = Ops.evaluation(model.backbone.manager(), model.backbone.dtype())) {
      Map<String, NDArray> state = state(model, adaptation);
      if (!file.names().equals(state.keySet())) {
        throw new IllegalStateException(file.names() + " is not " + state.keySet());
      }
      state.forEach(
          (name, array) -> {
            try (NDArray saved =
                ops.scope().create(file.bytes(name), array.getShape(), file.info(name).dtype())) {
              ops.assign(array, saved);
            }
          });
    }
  }

  private static Map<String, NDArray> state(TinyModel model, Adaptation adaptation) {
    Map<String, NDArray> state = new LinkedHashMap<>(model.head.parameters());
    state.putAll(adaptation.buffers());
    adaptation.trainables().forEach(t -> state.put(t.name(), t.array()));
    return state;
  }

  private static Path file(Path folder, int row) {
    return folder.resolve(row + ".safetensors");
  }
}
