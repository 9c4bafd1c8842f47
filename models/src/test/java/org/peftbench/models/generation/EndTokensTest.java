package org.peftbench.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.UserError;

class EndTokensTest {
  @TempDir Path folder;

  @Test
  void theGenerationConfigSpeaksFirst() throws IOException {
    write("config.json", "{\"eos_token_id\": 2}");
    assertThat(ends()).containsExactly(2);
    write("generation_config.json", "{\"max_length\": 20}");
    assertThat(ends()).containsExactly(2);
    write("generation_config.json", "{\"eos_token_id\": [128001, 128009, 128001]}");
    assertThat(ends()).containsExactly(128001, 128009);
  }

  @Test
  void aCheckpointMayHaveNone() throws IOException {
    write("config.json", "{\"eos_token_id\": null}");
    assertThat(ends()).isEmpty();
  }

  @Test
  void namesTheFileThatIsDamaged() throws IOException {
    Path file = write("config.json", "{\"eos_token_id\": ");
    assertThatThrownBy(this::ends)
        .isInstanceOf(UserError.class)
        .hasMessage("%s is not JSON: take the checkpoint's own", file);
  }

  private List<Integer> ends() throws IOException {
    return EndTokens.of(new ModelFiles("tiny", folder, "none"));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }
}
