package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.worker.Plugins;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.base.Json;

/** The method of docs/add-a-method.md, compiled from the page, packed and used from its jar. */
class AddAMethodTest {
  private static final Path PAGE = Path.of("../docs/add-a-method.md");
  private static final Path MODEL =
      Path.of("../methods/src/test/resources/org/peftbench/methods/parity/tiny");

  @TempDir static Path folder;
  private static Path plugins;

  @BeforeAll
  static void packTheExample() throws IOException {
    String page = Files.readString(PAGE);
    Path source = Files.writeString(folder.resolve("ScaleShift.java"), block(page, "java"));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all,-classfile,-processing",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(status).as("javac's status").isZero();
    Path service =
        Files.createDirectories(classes.resolve("META-INF/services"))
            .resolve("org.peftbench.methods.PeftMethod");
    Files.writeString(service, block(page, "text"));
    plugins = Files.createDirectory(folder.resolve("plugins"));
    pack(classes, plugins.resolve("scale-shift.jar"));
  }

  @Test
  void isDescribedWhereverTheOptionStands() {
    StringWriter out = new StringWriter();
    assertThat(run(out, "--plugins", plugins.toString(), "methods", "describe", "scale-shift"))
        .isZero();
    assertThat(run(out, "methods", "describe", "scale-shift", "--plugins=" + plugins)).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("scale-shift: SSF")))
        .hasSize(2);
  }

  @Test
  void isGoneWithoutTheOption() {
    StringWriter out = new StringWriter();
    assertThat(run(out, "methods", "describe", "scale-shift")).isEqualTo(2);
    assertThat(out.toString()).startsWith("peftbench: Unknown method 'scale-shift'.");
  }

  @Test
  void trainsAndMerges() throws IOException {
    Plugins.Scope scope = Plugins.in(plugins).activate();
    try (Backbone backbone =
            Architecture.openAny(new ModelFiles("tiny", MODEL, "none"), DataType.FLOAT32);
        Adaptation adaptation = attach(backbone)) {
      List<NDArray> trained = adaptation.trainables().stream().map(Trainable::array).toList();
      double[] frozen = states(backbone, Taps.NONE);
      assertThat(states(backbone, adaptation.taps())).isEqualTo(frozen);
      try (AdamW optimizer =
          new AdamW(
              backbone.manager(), List.of(new AdamW.Group(trained, 0, 1)), 0.9, 0.999, 1e-8)) {
        try (Ops ops = Ops.training(backbone.manager(), DataType.FLOAT32);
            GradientCollector collector = Engine.getInstance().newGradientCollector()) {
          NDArray states = states(ops, backbone, adaptation.taps());
          NDArray squares = ops.reshape(ops.multiply(states, states), -1);
          collector.backward(ops.mean(squares, false, 0));
        }
        optimizer.step(0.01);
        assertThat(optimizer.untouched()).isEmpty();
      }
      double[] adapted = states(backbone, adaptation.taps());
      assertThat(adapted).isNotEqualTo(frozen);
      assertThat(states(backbone, Taps.NONE)).isEqualTo(frozen);
      assertThat(states(backbone, merged(backbone, adaptation)))
          .usingComparatorWithPrecision(1e-4)
          .containsExactly(adapted);
    } finally {
      scope.close();
    }
  }

  private static Adaptation attach(Backbone backbone) {
    PeftMethod<?> method = PeftMethods.named("scale-shift");
    var config = method.complete(Json.MAPPER.createObjectNode());
    Adaptation adaptation = method.attach(backbone, config, 1);
    Cost cost = method.cost(backbone, config);
    assertThat(adaptation.trainables().stream().mapToLong(Trainable::size).sum())
        .isEqualTo(cost.trained());
    return adaptation;
  }

  private static Taps merged(Backbone backbone, Adaptation adaptation) {
    Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32); // freed with the backbone
    Map<String, NDArray> merged = adaptation.merged(ops);
    assertThat(merged).isNotNull();
    Taps.Builder taps = Taps.builder();
    merged.forEach(taps::parameter);
    return taps.build();
  }

  private static double[] states(Backbone backbone, Taps taps) {
    try (Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      return ops.values(states(ops, backbone, taps));
    }
  }

  private static NDArray states(Ops ops, Backbone backbone, Taps taps) {
    Encoding row = new Encoding(new long[] {3, 1, 4, 1, 5}, new long[5]);
    return backbone.hiddenStates(ops, TokenBatch.of(ops, List.of(row), 0), taps, 0);
  }

  private static int run(StringWriter both, String... arguments) {
    PrintWriter writer = new PrintWriter(both, true);
    return Main.execute(arguments, writer, writer);
  }

  private static String block(String page, String language) {
    Matcher fence = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(fence.find()).as("a block of " + language).isTrue();
    return fence.group(1);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
