package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.results.base.AtomicFile;

/** Compares a conversion with what transformers saved of the same model. */
final class Converted {
  private Converted() {}

  /** Writes the tensors and demands that they are those of the reference, bit by bit. */
  static void assertEqual(List<Tensor> tensors, Set<String> names, Path folder) throws IOException {
    Path file = folder.resolve("converted.safetensors");
    AtomicFile.write(file, out -> SafetensorsWriter.write(out, Map.of(), tensors));
    try (SafetensorsFile converted = SafetensorsFile.open(file);
        SafetensorsFile reference = SafetensorsFile.open(Fixtures.path("bert.safetensors"))) {
      assertThat(converted.names()).isEqualTo(names);
      for (String name : names) {
        assertThat(converted.info(name).shape()).as(name).isEqualTo(reference.info(name).shape());
        assertThat(converted.bytes(name)).as(name).isEqualTo(reference.bytes(name));
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Reads whatever a conversion promised. */
  static void drain(List<Tensor> tensors) throws IOException {
    SafetensorsWriter.write(OutputStream.nullOutputStream(), Map.of(), tensors);
  }
}
