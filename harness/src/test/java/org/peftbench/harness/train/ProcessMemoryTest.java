package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  private static final int SIZE = 256 << 20;
  private static final byte VALUE = 7;

  @TempDir Path folder;

  @Test
  void pagesOfAMappedFileGoAndComeBack() throws IOException {
    assumeTrue(ProcessMemory.resident().isPresent(), "the system tells no resident set");
    byte[] content = new byte[SIZE];
    Arrays.fill(content, VALUE);
    Path file = Files.write(folder.resolve("weights"), content);
    try (FileChannel channel = FileChannel.open(file)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE).load();
      double before = ProcessMemory.resident().orElseThrow();

      ProcessMemory.letGoOfFiles();

      // Whatever else the process does meanwhile is far less than a quarter of it.
      assertThat(before - ProcessMemory.resident().orElseThrow()).isGreaterThan(0.75 * SIZE);
      byte[] again = new byte[SIZE];
      mapped.get(again);
      assertThat(Arrays.equals(again, content)).isTrue();
    }
  }
}
