package org.peftbench.reports;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium found on the search path. */
final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

  private final Path executable;

  private Browser(Path executable) {
    this.executable = executable;
  }

  static Optional<Browser> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Browser::new);
  }

  /** The page's document after its scripts ran, with console messages behind it. */
  String dump(Path page, Path folder) throws IOException, InterruptedException {
    return run(
        page,
        folder,
        "--dump-dom",
        "--enable-logging=stderr",
        "--v=0",
        "--allow-file-access-from-files",
        "--virtual-time-budget=600000");
  }

  /** Takes a picture of the upper part of a page. */
  void screenshot(Path page, Path picture, int width, int height)
      throws IOException, InterruptedException {
    Path folder = picture.toAbsolutePath().getParent();
    run(
        page,
        folder,
        "--screenshot=" + picture.toAbsolutePath(),
        "--window-size=" + width + "," + height);
  }

  private String run(Path page, Path folder, String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--user-data-dir=" + folder.resolve("profile").toAbsolutePath()));
    command.addAll(List.of(options));
    command.add(page.toUri().toString());
    Path output = Files.createTempFile(folder, "browser", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IOException("the browser did not end: " + Files.readString(output));
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
