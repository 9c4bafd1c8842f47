package org.peftbench.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.DataType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.Architecture;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.Taps;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.source.Llama2cConverter;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;

/** A real model, trained on stories, against what its authors' program writes. */
class StoriesTest {
  private static final Path STORIES = Path.of("../../shared/models/stories260K");
  private static final int START = 1;
  private static final int STEPS = 256;

  @TempDir Path folder;

  @Test
  void tellsTheStoryOfItsAuthors() throws Exception {
    assumeTrue(Files.isDirectory(STORIES), "needs " + STORIES);
    Llama2cConverter.convert(
        STORIES.resolve("stories260K.bin"), STORIES.resolve("tok512.bin"), folder);
    ModelFiles files = new ModelRepository(folder, true, line -> {}).fetch("dir:" + folder);
    try (GenerativeModel model =
            (GenerativeModel) Architecture.openAnyLanguageModel(files, DataType.FLOAT32);
        Tokenizer tokenizer = Tokenizer.open(files)) {
      assertThat(model.parameters().values().stream().mapToLong(array -> array.size()).sum())
          .isEqualTo(260_032);
      List<Encoding> start = List.of(new Encoding(new long[] {START}, new long[1]));
      int[] written =
          new Generator(model, Taps.NONE, tokenizer.padId())
              .generate(start, new Limits(STEPS, Set.of(START), 0), new Strategy.Greedy())
              .get(0);
      String story = tokenizer.decode(Arrays.stream(written).asLongStream().toArray());

      String readme = Files.readString(STORIES.resolve("README.md"));
      String expected = readme.substring(readme.indexOf("Once upon"), readme.lastIndexOf("\n```"));
      assertThat(story.strip()).isEqualTo(expected.strip());
      // reading what was written gives the same tokens
      Encoding again = tokenizer.encode(story.strip(), null, 512);
      assertThat(Arrays.copyOfRange(again.ids(), 1, 60))
          .isEqualTo(Arrays.stream(written).limit(59).asLongStream().toArray());
    }
  }
}
