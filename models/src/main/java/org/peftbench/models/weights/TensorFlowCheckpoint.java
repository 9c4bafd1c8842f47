package org.peftbench.models.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.peftbench.results.base.UserError;

/**
 * The weights of Google's BERT in a TensorFlow SavedModel, under their Hugging Face names.
 *
 * <p>{@code variables.index} is a table of where each variable lies in {@code
 * variables.data-00000-of-00001}, which is raw float32. Kernels are {@code [in, out]} and are
 * transposed. Each variable's checksum is verified when it is written.
 */
public final class TensorFlowCheckpoint {
  private static final int FLOAT32 = 1;
  private static final String HEADER = "";
  private static final String INDEX = "variables.index";

  /** An index of BERT base has 9 kB; this bounds what a foreign file makes us read. */
  private static final long MAX_INDEX = 64 << 20;

  private final Path variables;

  private TensorFlowCheckpoint(Path variables) {
    this.variables = variables;
  }

  /**
   * Lists the weights of a SavedModel; their bytes are read when they are written.
   *
   * @param variables the SavedModel's folder of that name
   * @throws UserError if a file is missing, cut off or of another format
   */
  public static List<Tensor> read(Path variables) {
    return new TensorFlowCheckpoint(variables).read();
  }

  private List<Tensor> read() {
    Path index = variables.resolve(INDEX);
    try {
      if (!Files.isRegularFile(index) || Files.size(index) > MAX_INDEX) {
        throw broken("it has no " + INDEX);
      }
      Map<String, byte[]> table = LevelDbTable.read(Files.readAllBytes(index));
      byte[] header = table.remove(HEADER);
      if (header == null) {
        throw broken(INDEX + " has no header");
      }
      int shards = BundleHeader.parse(header).littleEndianShards();
      List<Tensor> tensors = new ArrayList<>();
      for (Map.Entry<String, byte[]> variable : table.entrySet()) {
        Optional<String> name = name(variable.getKey());
        if (name.isPresent()) {
          boolean kernel = variable.getKey().endsWith("/kernel");
          tensors.add(tensor(name.get(), kernel, BundleEntry.parse(variable.getValue()), shards));
        }
      }
      if (tensors.isEmpty()) {
        throw broken("it holds no BERT");
      }
      return tensors;
    } catch (FormatException e) {
      throw broken(e.getMessage());
    } catch (IOException e) {
      throw broken(INDEX + " can't be read: " + e.getMessage()).withCause(e);
    }
  }

  /** The Hugging Face name of a variable, if it belongs to the model. */
  static Optional<String> name(String variable) {
    String path = variable.startsWith("module/") ? variable.substring(7) : variable;
    if (path.startsWith("bert/")) {
      path = path.substring(5);
    } else if (!path.startsWith("cls/")) {
      return Optional.empty();
    }
    if (path.matches(".*/(adam_[mv]|global_step)")) {
      return Optional.empty();
    }
    return Optional.of(
        path.replaceAll("/layer_(\\d+)/", "/layer/$1/")
            .replaceAll("/(kernel|gamma|output_weights)$", "/weight")
            .replaceAll("/(beta|output_bias)$", "/bias")
            .replaceAll("_embeddings$", "_embeddings/weight")
            .replace('/', '.'));
  }

  private Tensor tensor(String name, boolean kernel, BundleEntry entry, int shards)
      throws IOException, FormatException {
    Path data =
        variables.resolve(
            String.format(Locale.ROOT, "variables.data-%05d-of-%05d", entry.shard(), shards));
    if (!Files.isRegularFile(data)) {
      throw broken("it has no " + data.getFileName());
    }
    if (entry.type() != FLOAT32 || entry.sliced()) {
      throw new FormatException(name + " is not kept as one piece of float32");
    }
    long available = Files.size(data);
    if (entry.offset() < 0 || entry.size() < 0 || entry.offset() > available - entry.size()) {
      throw broken(
          "%s lies at bytes %d to %d of a data file of %d bytes"
              .formatted(name, entry.offset(), entry.offset() + entry.size(), available));
    }
    FileRegion region = new FileRegion(data, entry.offset(), entry.size());
    Tensor tensor =
        kernel ? region.transposed(name, entry.shape()) : region.tensor(name, entry.shape());
    return new Tensor(
        name,
        tensor.dtype(),
        tensor.shape(),
        out -> {
          verify(name, entry, region);
          tensor.content().writeTo(out);
        });
  }

  private void verify(String name, BundleEntry entry, FileRegion region) throws IOException {
    CRC32C crc = new CRC32C();
    region.copyTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
    if (mask((int) crc.getValue()) != entry.checksum()) {
      throw broken("the checksum of " + name + " is wrong");
    }
  }

  /** TensorFlow's guard against checksums of data that hold checksums. */
  private static int mask(int crc) {
    return Integer.rotateRight(crc, 15) + 0xa282ead8;
  }

  private UserError broken(String what) {
    return new UserError(
        "%s is not a TensorFlow checkpoint of BERT: %s. Download it again.",
        variables.getFileName(), what);
  }
}
