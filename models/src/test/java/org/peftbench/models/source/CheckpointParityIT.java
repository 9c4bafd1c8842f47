package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;

/** Converted checkpoints compute what their originals compute. */
class CheckpointParityIT {
  private static final List<String> TEXTS =
      List.of(
          "A short one.",
          "The quick brown fox jumps over the lazy dog, and then over another, and another.",
          "Straßen, naïveté & 3.14 % of it?");

  @Test
  void miniLmEqualsOnnxRuntime() throws Exception {
    equalsOnnxRuntime("all-minilm-l6-v2");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"bge-small-en-v1.5", "e5-small-v2"})
  void theOthersEqualOnnxRuntime(String name) throws Exception {
    equalsOnnxRuntime(name);
  }

  private static void equalsOnnxRuntime(String name) throws Exception {
    ModelFiles files = repository().fetch(name);
    try (Tokenizer tokenizer = Tokenizer.open(files);
        Backbone backbone = Architecture.openAny(files, DataType.FLOAT32);
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      List<Encoding> rows = TEXTS.stream().map(text -> tokenizer.encode(text, null, 128)).toList();
      TokenBatch batch = TokenBatch.of(ops, rows, tokenizer.padId());
      float[] ours = backbone.hiddenStates(ops, batch, Taps.NONE, 0).toFloatArray();
      float[] theirs = onnxRuntime(checkpoint(name), batch);
      assertThat(ours).hasSameSizeAs(theirs);
      int width = backbone.hiddenSize();
      for (int row = 0; row < batch.rows(); row++) {
        // padding positions hold nothing that anybody reads
        int from = row * batch.length() * width;
        for (int i = from; i < from + rows.get(row).length() * width; i++) {
          assertThat(ours[i]).isCloseTo(theirs[i], within(1e-4f));
        }
      }
    }
  }

  @Tag("slow")
  @Test
  void bertFillsInParis() throws IOException {
    ModelFiles files = repository().fetch("bert-base-uncased");
    try (Tokenizer tokenizer = Tokenizer.open(files);
        LanguageModel bert = Architecture.openAnyLanguageModel(files, DataType.FLOAT32);
        Ops ops = Ops.evaluation(bert.manager(), DataType.FLOAT32)) {
      Encoding sentence = tokenizer.encode("The capital of France is [MASK].", null, 32);
      long mask = tokenizer.encode("[MASK]", null, 32).ids()[1];
      int position = 0;
      while (sentence.ids()[position] != mask) {
        position++;
      }
      TokenBatch batch = TokenBatch.of(ops, List.of(sentence), tokenizer.padId());
      NDArray hidden = bert.hiddenStates(ops, batch, Taps.NONE, 0);
      double[] logits = ops.values(bert.logits(ops, hidden, Taps.NONE));
      int vocabulary = logits.length / sentence.length();
      int best = 0;
      for (int word = 1; word < vocabulary; word++) {
        int offset = position * vocabulary;
        best = logits[offset + word] > logits[offset + best] ? word : best;
      }
      assertThat((long) best).isEqualTo(tokenizer.encode("paris", null, 32).ids()[1]);
    }
  }

  private static Checkpoint checkpoint(String name) {
    return Checkpoints.KNOWN.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static ModelRepository repository() {
    return new ModelRepository(Home.resolve(), false, message -> {});
  }

  private static float[] onnxRuntime(Checkpoint checkpoint, TokenBatch batch) throws Exception {
    byte[] model;
    try (ZipFile jar =
            new ZipFile(
                new MavenArtifacts(false, message -> {}).resolve(checkpoint.artifact()).toFile());
        InputStream in = jar.getInputStream(jar.getEntry(checkpoint.weights()))) {
      model = in.readAllBytes();
    }
    long[] shape = {batch.rows(), batch.length()};
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] mask = new long[batch.rows() * batch.length()];
    float[] real = batch.mask().toFloatArray();
    for (int i = 0; i < mask.length; i++) {
      mask[i] = (long) real[i];
    }
    try (OrtSession session = environment.createSession(model);
        OnnxTensor ids = tensor(environment, batch.ids().toLongArray(), shape);
        OnnxTensor types = tensor(environment, batch.types().toLongArray(), shape);
        OnnxTensor attention = tensor(environment, mask, shape);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", ids, "token_type_ids", types, "attention_mask", attention))) {
      // The first output is the last hidden state; exporters call it by various names.
      OnnxTensor hidden = (OnnxTensor) result.get(0);
      float[] flat = new float[hidden.getFloatBuffer().remaining()];
      hidden.getFloatBuffer().get(flat);
      return flat;
    }
  }

  private static OnnxTensor tensor(OrtEnvironment environment, long[] values, long[] shape)
      throws Exception {
    return OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
  }
}
