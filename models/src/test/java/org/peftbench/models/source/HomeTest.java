package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeTest {
  private static Path home(String system, Map<String, String> environment) {
    return Home.resolve(
        environment, Map.of("os.name", system, "user.home", "/home/ada", "user.dir", "/")::get);
  }

  @Test
  void isWhereTheVariableSays() {
    assertThat(home("Linux", Map.of("PEFTBENCH_HOME", "/big/disk", "XDG_CACHE_HOME", "/x")))
        .isEqualTo(Path.of("/big/disk").toAbsolutePath());
    assertThat(home("Linux", Map.of("PEFTBENCH_HOME", "here/../there")))
        .isEqualTo(Path.of("there").toAbsolutePath());
  }

  @Test
  void isInTheCachesOfThePlatform() {
    assertThat(home("Linux", Map.of("XDG_CACHE_HOME", "/x/cache", "PEFTBENCH_HOME", " ")))
        .isEqualTo(Path.of("/x/cache/peftbench").toAbsolutePath());
    assertThat(home("Linux", Map.of("XDG_CACHE_HOME", "relative")))
        .isEqualTo(Path.of("/home/ada/.cache/peftbench").toAbsolutePath());
    assertThat(home("Mac OS X", Map.of()))
        .isEqualTo(Path.of("/home/ada/Library/Caches/peftbench").toAbsolutePath());
    assertThat(home("Windows 11", Map.of()))
        .isEqualTo(Path.of("/home/ada/AppData/Local/peftbench").toAbsolutePath());
    assertThat(home("Windows 11", Map.of("LOCALAPPDATA", "/local")))
        .isEqualTo(Path.of("/local/peftbench").toAbsolutePath());
  }
}
