package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * A LLaMA in the form of llama2.c, version 0: seven sizes, then all weights as float32, kind by
 * kind and in each kind layer by layer, under their Hugging Face names.
 *
 * <p>It turns neighbouring numbers of a head where Hugging Face turns halves; rows of queries and
 * keys are put into that order.
 */
public final class Llama2cCheckpoint {
  private static final int HEADER = 7 * Integer.BYTES;

  /** No model has a size beyond this; it keeps products of sizes within a long. */
  private static final int MAX_SIZE = 1 << 20;

  private final Path file;
  private final long size;
  private final int width;
  private final int wide;
  private final int layers;
  private final int heads;
  private final int keyValueHeads;
  private final int vocabulary;
  private final int positions;
  private final boolean tied;

  private final List<Tensor> tensors = new ArrayList<>();
  private long offset = HEADER;

  private Llama2cCheckpoint(Path file, long size, ByteBuffer header) {
    this.file = file;
    this.size = size;
    width = size(header);
    wide = size(header);
    layers = size(header);
    heads = size(header);
    keyValueHeads = size(header);
    int signed = header.getInt();
    tied = signed > 0;
    vocabulary = signed == Integer.MIN_VALUE ? 0 : Math.abs(signed);
    positions = size(header);
    if (vocabulary < 1 || vocabulary > MAX_SIZE) {
      throw broken("its vocabulary has the size " + signed);
    }
    if (width % heads != 0 || width / heads % 2 != 0 || heads % keyValueHeads != 0) {
      throw broken(
          "%d heads and %d key/value heads don't fit a width of %d"
              .formatted(heads, keyValueHeads, width));
    }
  }

  /**
   * Opens a file; its bytes are read when they are written.
   *
   * @throws UserError if it is missing, cut off or of another format
   */
  public static Llama2cCheckpoint open(Path file) {
    try (FileChannel channel = WeightFiles.openForReading(file)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
      while (header.hasRemaining()) {
        if (channel.read(header) < 0) {
          throw broken(file, "it has only %d bytes".formatted(channel.size()));
        }
      }
      Llama2cCheckpoint checkpoint = new Llama2cCheckpoint(file, channel.size(), header.flip());
      checkpoint.list();
      if (checkpoint.offset != checkpoint.size) {
        throw checkpoint.broken(
            "its sizes ask for %d bytes, it has %d".formatted(checkpoint.offset, checkpoint.size));
      }
      return checkpoint;
    } catch (IOException e) {
      throw WeightFiles.unreadable(file, e);
    } catch (FormatException e) {
      throw broken(file, e.getMessage());
    }
  }

  /** All weights. */
  public List<Tensor> tensors() {
    return List.copyOf(tensors);
  }

  /** The number of tokens that it knows. */
  public int vocabularySize() {
    return vocabulary;
  }

  /** What goes into {@code config.json}. */
  public ObjectNode config() {
    return Json.MAPPER
        .createObjectNode()
        .put("model_type", "llama")
        .put("vocab_size", vocabulary)
        .put("hidden_size", width)
        .put("intermediate_size", wide)
        .put("num_hidden_layers", layers)
        .put("num_attention_heads", heads)
        .put("num_key_value_heads", keyValueHeads)
        .put("max_position_embeddings", positions)
        .put("hidden_act", "silu")
        .put("rms_norm_eps", 1e-5)
        .put("rope_theta", 10000.0)
        .put("tie_word_embeddings", tied)
        .put("bos_token_id", 1)
        .put("eos_token_id", 2);
  }

  private void list() throws FormatException {
    long narrow = (long) width / heads * keyValueHeads;
    add("model.embed_tokens.weight", vocabulary, width);
    everyLayer("input_layernorm", width);
    everyLayer("self_attn.q_proj", width, width);
    everyLayer("self_attn.k_proj", narrow, width);
    everyLayer("self_attn.v_proj", narrow, width);
    everyLayer("self_attn.o_proj", width, width);
    everyLayer("post_attention_layernorm", width);
    everyLayer("mlp.gate_proj", wide, width);
    everyLayer("mlp.down_proj", width, wide);
    everyLayer("mlp.up_proj", wide, width);
    add("model.norm.weight", width);
    offset += (long) positions * (width / heads) * Float.BYTES; // the rotation's old tables
    if (!tied) {
      add("lm_head.weight", vocabulary, width);
    }
  }

  private void everyLayer(String module, long... shape) throws FormatException {
    for (int layer = 0; layer < layers; layer++) {
      add("model.layers.%d.%s.weight".formatted(layer, module), shape);
    }
  }

  private void add(String name, long... shape) throws FormatException {
    long bytes = new Shape(shape).size() * Float.BYTES;
    if (offset + bytes > size) {
      throw broken("its sizes ask for more than its %d bytes".formatted(size));
    }
    FileRegion region = new FileRegion(file, offset, bytes);
    boolean turned = name.endsWith("q_proj.weight") || name.endsWith("k_proj.weight");
    tensors.add(
        turned
            ? new Tensor(name, DataType.FLOAT32, new Shape(shape), out -> halves(region, out))
            : region.tensor(name, LongStream.of(shape).boxed().toList()));
    offset += bytes;
  }

  /** Writes each head's even rows, then its odd ones. */
  private void halves(FileRegion region, java.io.OutputStream out) throws IOException {
    int head = width / heads;
    long row = (long) width * Float.BYTES;
    for (long first = 0; first < region.length() / row; first += head) {
      for (int parity = 0; parity < 2; parity++) {
        for (int pair = 0; pair < head / 2; pair++) {
          long at = region.offset() + (first + 2L * pair + parity) * row;
          new FileRegion(file, at, row).copyTo(out);
        }
      }
    }
  }

  private int size(ByteBuffer header) {
    int size = header.getInt();
    if (size < 1 || size > MAX_SIZE) {
      throw broken("its header has a size of " + size);
    }
    return size;
  }

  private UserError broken(String what) {
    return broken(file, what);
  }

  private static UserError broken(Path file, String what) {
    return new UserError(
        "%s is no llama2.c checkpoint of version 0: %s. Download it again.", file, what);
  }
}
