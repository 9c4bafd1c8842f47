package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class Llama2cCheckpointTest {
  /** Width, feed-forward, layers, heads, key/value heads, tokens, positions. */
  private static final int[] SIZES = {8, 6, 1, 2, 1, 5, 3};

  @TempDir Path folder;

  /** A file whose weights count from 0. */
  private Path file(int[] sizes, int floats) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(4 * (sizes.length + floats)).order(ByteOrder.LITTLE_ENDIAN);
    for (int size : sizes) {
      bytes.putInt(size);
    }
    for (int i = 0; i < floats; i++) {
      bytes.putFloat(i);
    }
    Path file = folder.resolve("model.bin");
    Files.write(file, bytes.array());
    return file;
  }

  /** Embedding, two norms, four projections, three of the feed-forward, a norm, old tables. */
  private static final int FLOATS = 40 + 16 + 64 + 32 + 32 + 64 + 48 * 3 + 8 + 12;

  @Test
  void namesEveryWeight() throws IOException {
    Llama2cCheckpoint checkpoint = Llama2cCheckpoint.open(file(SIZES, FLOATS));
    assertThat(checkpoint.tensors().stream().mapToLong(tensor -> tensor.shape().size()).sum())
        .isEqualTo(FLOATS - 12);
    assertThat(checkpoint.config().get("tie_word_embeddings").booleanValue()).isTrue();
    assertThat(checkpoint.config().get("num_key_value_heads").intValue()).isEqualTo(1);
  }

  @Test
  void putsAHeadsEvenRowsBeforeItsOddOnes() throws IOException {
    List<Tensor> tensors = Llama2cCheckpoint.open(file(SIZES, FLOATS)).tensors();
    // the queries follow 40 numbers of the embedding and 8 of the first norm; rows of 8
    assertThat(firstOfRows(tensors, "model.layers.0.self_attn.q_proj.weight"))
        .containsExactly(48f, 64f, 56f, 72f, 80f, 96f, 88f, 104f);
    assertThat(firstOfRows(tensors, "model.layers.0.self_attn.v_proj.weight"))
        .containsExactly(144f, 152f, 160f, 168f);
  }

  private static float[] firstOfRows(List<Tensor> tensors, String name) throws IOException {
    Tensor tensor = tensors.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensor.content().writeTo(out);
    ByteBuffer bytes = ByteBuffer.wrap(out.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    float[] first = new float[(int) tensor.shape().get(0)];
    for (int row = 0; row < first.length; row++) {
      first[row] = bytes.getFloat(row * 32);
    }
    return first;
  }

  @Test
  void refusesSizesThatTheFileHasNot() throws IOException {
    assertRefused(file(SIZES, FLOATS - 1), "its sizes ask for 1676 bytes, it has 1672");
    assertRefused(file(SIZES, FLOATS + 1), "its sizes ask for 1676 bytes, it has 1680");
    assertRefused(file(SIZES, FLOATS - 13), "its sizes ask for more than its 1624 bytes");
    assertRefused(file(new int[] {8, 6, 1, 2}, 0), "it has only 16 bytes");
    assertRefused(file(new int[] {8, 6, -1, 2, 1, 5, 3}, FLOATS), "a size of -1");
    assertRefused(file(new int[] {8, 6, 1, 3, 1, 5, 3}, FLOATS), "don't fit a width of 8");
    assertRefused(file(new int[] {8, 6, 1, 2, 1, 0, 3}, FLOATS), "vocabulary has the size 0");
    int most = 1 << 20;
    assertRefused(
        file(new int[] {most, most, most, 1, 1, most, most}, 9), "its sizes ask for more than its");
  }

  private static void assertRefused(Path file, String complaint) {
    assertThatThrownBy(() -> Llama2cCheckpoint.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("model.bin is no llama2.c checkpoint")
        .hasMessageContaining(complaint);
  }

  @Test
  void answersAnyDamageByAnErrorOrByTensors() throws IOException {
    byte[] whole = Files.readAllBytes(file(SIZES, FLOATS));
    Mutations.of(
        java.util.Arrays.copyOf(whole, 200),
        folder.resolve("damaged.bin"),
        damaged -> Llama2cCheckpoint.open(damaged).tensors());
  }
}
