package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class ModelCacheTest {
  private static final String NAME = "tiny-1.0";
  private static final Checkpoint TINY = CheckpointsTest.tiny();

  @TempDir Path folder;
  private final AtomicInteger conversions = new AtomicInteger();
  private Path root;
  private ModelCache cache;

  @BeforeEach
  void makeCache() {
    root = folder.resolve("models");
    cache = new ModelCache(root, line -> {});
  }

  private void convert(Path work) throws IOException {
    conversions.incrementAndGet();
    Files.writeString(work.resolve("config.json"), "{}");
    Files.writeString(work.resolve("model.safetensors"), "weights");
    Files.writeString(work.resolve("tokenizer.json"), "{}");
  }

  @Test
  void convertsOnce() {
    ModelFiles first = cache.get("tiny", TINY, this::convert);
    ModelFiles second = new ModelCache(root, line -> {}).get("tiny", TINY, this::convert);
    assertThat(second).isEqualTo(first);
    assertThat(first.folder()).isEqualTo(root.resolve(NAME));
    assertThat(first.weights()).hasContent("weights");
    assertThat(first.digest()).matches("[0-9a-f]{64}");
    assertThat(conversions).hasValue(1);
  }

  @Test
  void givesTheDigestThatTheSameFilesHaveInAnyFolder() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    convert(elsewhere);
    assertThat(ModelDirectory.open("dir:elsewhere", elsewhere).digest())
        .isEqualTo(cache.get("tiny", TINY, this::convert).digest());
    Files.writeString(elsewhere.resolve("config.json"), "{ }");
    assertThat(ModelDirectory.open("dir:elsewhere", elsewhere).digest())
        .isNotEqualTo(cache.get("tiny", TINY, this::convert).digest());
  }

  @Test
  void convertsAgainWhatIsDamagedOrOfAnotherDescription() throws IOException {
    Path weights = cache.get("tiny", TINY, this::convert).weights();
    Files.writeString(weights, "weig");
    assertThat(cache.get("tiny", TINY, this::convert).weights()).hasContent("weights");

    Files.delete(weights);
    assertThat(cache.get("tiny", TINY, this::convert).weights()).hasContent("weights");

    Files.writeString(root.resolve(NAME).resolve("origin.json"), "{\"converter\": 1");
    cache.get("tiny", TINY, this::convert);
    assertThat(conversions).hasValue(4);

    Checkpoint other =
        Checkpoints.parse(
            "tiny.yaml", CheckpointsTest.YAML.replace("8", "16").getBytes(StandardCharsets.UTF_8));
    cache.get("tiny", other, this::convert);
    cache.get("tiny", other, this::convert);
    assertThat(conversions).hasValue(5);
  }

  @Test
  void leavesNothingOfAFailedConversion() throws IOException {
    assertThatThrownBy(
            () ->
                cache.get(
                    "tiny",
                    TINY,
                    work -> {
                      convert(work);
                      throw new UserError("the artifact is foreign");
                    }))
        .isInstanceOf(UserError.class)
        .hasMessage("the artifact is foreign");
    assertThat(visible()).isEmpty();
    assertThat(cache.get("tiny", TINY, this::convert).weights()).exists();
  }

  @Test
  void clearsAwayWhatADeadProcessLeft() throws IOException {
    Path dead = Files.createDirectories(root.resolve("." + NAME + ".part/unpacked"));
    Files.writeString(dead.resolve("model.onnx"), "half");
    cache.get("tiny", TINY, this::convert);
    assertThat(dead).doesNotExist();
    assertThat(visible()).containsExactly(NAME);
  }

  @Test
  void convertsOnceForManyThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      Callable<ModelFiles> task = () -> cache.get("tiny", TINY, this::convert);
      List<ModelFiles> all = new ArrayList<>();
      for (Future<ModelFiles> future :
          threads.invokeAll(Stream.generate(() -> task).limit(16).toList())) {
        all.add(future.get());
      }
      assertThat(all).hasSize(16).containsOnly(all.get(0));
      assertThat(conversions).hasValue(1);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void saysThatTheFolderCannotBeWritten() throws IOException {
    Files.writeString(root, "a file in the way");
    assertThatThrownBy(() -> cache.get("tiny", TINY, this::convert))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Can't keep the model tiny in " + root)
        .hasMessageContaining("set PEFTBENCH_HOME to another folder");
    assertThat(root).hasContent("a file in the way");
  }

  @Test
  void saysThatTheDiskIsFullAndLeavesNothing() throws IOException {
    Configuration small =
        Configuration.unix().toBuilder().setBlockSize(512).setMaxSize(64 * 512).build();
    try (FileSystem disk = Jimfs.newFileSystem(small)) {
      Path models = disk.getPath("/home/models");
      assertThatThrownBy(
              () ->
                  new ModelCache(models, line -> {})
                      .get(
                          "tiny",
                          TINY,
                          work -> {
                            convert(work);
                            Files.write(work.resolve("model.safetensors"), new byte[100_000]);
                          }))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("Can't keep the model tiny in /home/models")
          .hasMessageContaining("out of disk space")
          .hasMessageContaining("Free some space");
      try (Stream<Path> left = Files.list(models)) {
        assertThat(left.map(Path::getFileName).map(Path::toString))
            .containsExactly("." + NAME + ".lock");
      }
    }
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> !name.endsWith(".lock"))
          .toList();
    }
  }
}
