package org.peftbench.results.base.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class HubSettingsTest {
  @TempDir private Path user;

  @Test
  void hasThePublicHubByDefault() {
    HubSettings settings = HubSettings.of(Map.of(), user);
    assertThat(settings)
        .isEqualTo(
            new HubSettings(
                URI.create("https://huggingface.co"),
                null,
                user.resolve(".cache/huggingface/hub"),
                false));
  }

  @Test
  void honoursTheEnvironment() {
    Path home = user.resolve("hf");
    HubSettings settings =
        HubSettings.of(
            Map.of(
                "HF_ENDPOINT", "https://mirror.example/hub/",
                "HF_TOKEN", " hf_secret ",
                "HF_HOME", home.toString(),
                "HF_HUB_OFFLINE", "1"),
            user);
    assertThat(settings)
        .isEqualTo(
            new HubSettings(
                URI.create("https://mirror.example/hub"), "hf_secret", home.resolve("hub"), true));
    assertThat(settings.toString()).doesNotContain("hf_secret");
  }

  @Test
  void takesTheTokenOfTheLogin() throws IOException {
    Files.createDirectories(user.resolve("hf"));
    Files.writeString(user.resolve("hf/token"), "hf_saved\n");
    Map<String, String> environment = Map.of("HF_HOME", user.resolve("hf").toString());
    assertThat(HubSettings.of(environment, user).token()).isEqualTo("hf_saved");
  }

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/x, true",
    "https://HUGGINGFACE.co:443/x, true",
    "http://huggingface.co/x, false",
    "https://huggingface.co:8443/x, false",
    "https://cdn.huggingface.co/x, false",
    "https://huggingface.co.example/x, false"
  })
  void knowsItsOwnHost(URI address, boolean own) {
    assertThat(HubSettings.of(Map.of(), user).isEndpoint(address)).isEqualTo(own);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://hub", "hub.example", "https://", "https://a b"})
  void refusesWhatIsNoAddress(String endpoint) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> HubSettings.of(Map.of("HF_ENDPOINT", endpoint), user))
        .withMessageContaining("HF_ENDPOINT must be an http or https address");
  }

  @Test
  void refusesATokenThatWouldEndItsHeader() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> HubSettings.of(Map.of("HF_TOKEN", "a\r\nHost: b"), user))
        .withMessage("HF_TOKEN must be printable ASCII without blanks");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b/c", "../x", "a/..", "a b", "/x", "a/b?c"})
  void refusesWhatIsNoRepository(String id) {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> new HubRepository(HubRepository.Kind.MODEL, id))
        .withMessageContaining("must be owner/name");
  }
}
