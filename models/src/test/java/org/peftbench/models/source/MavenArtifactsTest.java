package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class MavenArtifactsTest {
  private static final String LOCAL_REPOSITORY = "maven.repo.local";
  private static final String ARTIFACT = "org.example:tiny-bert:1.0";

  @TempDir Path folder;
  private final List<String> said = new ArrayList<>();
  private String before;

  @BeforeEach
  void useAnEmptyRepository() {
    before = System.getProperty(LOCAL_REPOSITORY, "");
    System.setProperty(LOCAL_REPOSITORY, folder.resolve("repository").toString());
  }

  @AfterEach
  void useTheOneBefore() {
    if (before.isEmpty()) {
      System.clearProperty(LOCAL_REPOSITORY);
    } else {
      System.setProperty(LOCAL_REPOSITORY, before);
    }
  }

  @Test
  void namesTheArtifactThatIsNotThereWhenOffline() {
    assertThatThrownBy(() -> new MavenArtifacts(true, said::add).resolve(ARTIFACT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Can't get the Maven artifact " + ARTIFACT)
        .hasMessageContaining("offline")
        .hasMessageContaining("settings.xml")
        .hasMessageContaining("mvn dependency:get -Dtransitive=false -Dartifact=" + ARTIFACT);
    assertThat(said).isEmpty();
  }

  @Test
  void findsWhatIsInTheLocalRepository() throws IOException {
    Path jar = folder.resolve("repository/org/example/tiny-bert/1.0/tiny-bert-1.0.jar");
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "a jar");
    assertThat(new MavenArtifacts(true, said::add).resolve(ARTIFACT)).hasContent("a jar");
  }

  @Test
  void downloadsFromTheMirrorOfTheUsersSettings() throws IOException {
    Path mirror = folder.resolve("mirror");
    Path jar = mirror.resolve("org/example/tiny-bert/1.0/tiny-bert-1.0.jar");
    Files.createDirectories(jar.getParent());
    byte[] content = new byte[3_000_000];
    Files.write(jar, content);
    Path settings = Files.createDirectory(folder.resolve(".m2")).resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <mirrors>
            <mirror><id>ours</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(mirror.toUri()));
    String user = System.setProperty("user.home", folder.toString());
    try {
      Path resolved = new MavenArtifacts(false, said::add).resolve(ARTIFACT);
      assertThat(resolved).startsWith(folder.resolve("repository")).hasBinaryContent(content);
      assertThat(said)
          .startsWith("Downloading tiny-bert-1.0.jar (3 MB): 0 %")
          .endsWith("Downloading tiny-bert-1.0.jar (3 MB): 100 %")
          .hasSizeBetween(2, 11)
          .doesNotHaveDuplicates();
      assertThatThrownBy(() -> new MavenArtifacts(false, said::add).resolve("org.example:none:1.0"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("org.example:none:1.0")
          .hasMessageContaining("Check the network");
    } finally {
      System.setProperty("user.home", user);
    }
  }

  @Test
  void findsTheInstallationBehindALink() throws IOException {
    Path home = folder.resolve("maven");
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/settings.xml"), "<settings/>");
    Path mvn = Files.createDirectories(home.resolve("bin")).resolve("mvn");
    Files.writeString(mvn, "#!/bin/sh\n");
    assertThat(mvn.toFile().setExecutable(true)).isTrue();
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("mvn"), mvn);
    String path = "/none" + File.pathSeparator + bin;
    assertThat(MavenInstallation.find(Map.of("PATH", path))).contains(home.toRealPath());
    assertThat(MavenInstallation.find(Map.of("PATH", path, "MAVEN_HOME", "/opt/maven")))
        .contains(Path.of("/opt/maven"));
    assertThat(MavenInstallation.find(Map.of("PATH", "/none"))).isEmpty();
    assertThat(MavenInstallation.find(Map.of())).isEmpty();
  }
}
