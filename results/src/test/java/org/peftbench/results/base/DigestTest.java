package org.peftbench.results.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DigestTest {
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, appendix

  // B.1

  @Test
  void isSha256(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("abc"), "abc");
    assertThat(Digest.of("abc")).isEqualTo(OF_ABC);
    assertThat(Digest.of(file)).isEqualTo(OF_ABC);
  }

  @Test
  void fieldsDoNotRunIntoEachOther() {
    assertThat(new Digest().addField("ab").addField("c").hex())
        .isNotEqualTo(new Digest().addField("a").addField("bc").hex());
  }
}
