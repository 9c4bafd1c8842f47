package org.peftbench.harness.train;

import ai.djl.ndarray.types.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.weights.SafetensorsFile;

/** Values of a saved adapter, enough of each array for a histogram. */
public final class AdapterValues {
  private static final int MOST_VALUES = 4096;

  private AdapterValues() {}

  /** Evenly spaced values of each float32 array by name; empty if the folder holds no adapter. */
  public static Map<String, float[]> read(Path folder) {
    Path file = folder.resolve("adapter_model.safetensors");
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      Map<String, float[]> arrays = new LinkedHashMap<>();
      for (String name : weights.names()) {
        if (weights.info(name).dtype() == DataType.FLOAT32) {
          float[] values = some(weights.bytes(name));
          if (values.length > 0) {
            arrays.put(name, values);
          }
        }
      }
      return arrays;
    }
  }

  private static float[] some(ByteBuffer bytes) {
    FloatBuffer all = bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int count = Math.min(MOST_VALUES, all.remaining());
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = all.get((int) ((long) i * all.remaining() / count));
    }
    return values;
  }
}
