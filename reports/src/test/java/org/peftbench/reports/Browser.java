package org.peftbench.reports;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

  /** Screens that a page is looked at on. */
  enum Look {
    LIGHT(1440, 1600, "1"),
    DARK(1440, 1600, "0"),
    NARROW(390, 1600, "1");

    private final String size;
    private final String scheme;

    Look(int width, int height, String scheme) {
      this.size = width + "," + height;
      this.scheme = scheme;
    }

    @Override
    public String toString() {
      return this == LIGHT ? "" : "-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** Takes a picture of the upper part of a page. */
  void screenshot(Path page, Path picture, Look look) throws IOException, InterruptedException {
    run(
        page,
        picture.toAbsolutePath().getParent(),
        "--screenshot=" + picture.toAbsolutePath(),
        "--blink-settings=preferredColorScheme=" + look.scheme,
        "--window-size=" + look.size);
  }

  /** A browser with an empty tab that waits for commands and says at which address. */
  Process listening(Path folder) throws IOException {
    List<String> command = command(folder);
    command.add("--remote-debugging-port=0");
    command.add("about:blank");
    return new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
  }

  private List<String> command(Path folder) {
    return new ArrayList<>(
        List.of(
            executable.toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
            "--user-data-dir=" + folder.resolve("profile").toAbsolutePath()));
  }

  private String run(Path page, Path folder, String... options)
      throws IOException, InterruptedException {
    List<String> command = command(folder);
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
