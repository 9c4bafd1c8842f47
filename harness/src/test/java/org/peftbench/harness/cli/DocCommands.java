package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that the README and the pages of docs/ show in their fenced blocks. */
final class DocCommands {
  /** The command as a shell, a workflow or a job's definition writes it, a comment behind it. */
  private static final Pattern COMMAND =
      Pattern.compile("^[^#]*?\\./peftbench (?<arguments>.+?)(?:\\s+#\\s.*|\"\\s*\\]\\s*)?$");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  /** What is not executed by {@link DocCommandsIT}, and why. */
  static final List<Excuse> NOT_EXECUTED =
      List.of(
          new Excuse(
              "run quick( --(task|track).*)?", "minutes; the main job of .ci/run is run quick"),
          new Excuse("check --suite smoke .*", ".ci/run does it"),
          new Excuse("baseline update .*", "trains every method; .ci/run checks its outcome"),
          new Excuse("run glue-small .*", "needs GLUE, and hours"),
          new Excuse("run paper/.*", "needs data, and hours"),
          new Excuse("study ntk --task cola.*", "needs GLUE"),
          new Excuse("data (fetch|verify|show) .*", "needs the Hugging Face hub"),
          new Excuse("models fetch bert-base-uncased", "408 MB"),
          new Excuse("models (fetch|show) hub:.*", "needs the Hugging Face hub"),
          new Excuse("pretrain .*", "minutes; PretrainerIT does it in small"),
          new Excuse("serve", "doesn't end; ReportServerTest asks it"),
          new Excuse("diff v1:.*", "needs two tags; RevisionStoreTest makes them"),
          new Excuse("--plugins plugins .*", "AddAMethodTest builds the page's jar and uses it"),
          new Excuse("--plugins spark/.*", "needs Spark; the profile spark has it"),
          new Excuse(".* --store /store .*", "a pod's volume"));

  private DocCommands() {}

  /**
   * A reason for which commands are not executed.
   *
   * @param commands pattern of their text
   */
  record Excuse(String commands, String reason) {
    boolean excuses(Shown command) {
      return command.text().matches(commands);
    }
  }

  /**
   * One command.
   *
   * @param place page and line
   * @param text behind {@code ./peftbench}, in one line
   */
  record Shown(String place, String text) {
    /** Its arguments, variables of a job as numbers. */
    List<String> arguments() {
      String known = text.replaceAll("\\$\\(\\(.*?\\)\\)|\\$\\{?\\w+\\}?", "1");
      List<String> words = new ArrayList<>();
      Matcher word = WORD.matcher(known);
      while (word.find()) {
        words.add(
            Stream.of(1, 2, 3).map(word::group).filter(g -> g != null).findFirst().orElseThrow());
      }
      return words;
    }

    @Override
    public String toString() {
      return place + ": " + text;
    }
  }

  /** All of them, page by page. */
  static List<Shown> all() {
    Path root = Path.of("..");
    try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(root.resolve("README.md"), root.resolve("CONTRIBUTING.md")),
              docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .filter(page -> !page.endsWith("LOG.md")) // tells of the past
          .flatMap(page -> of(page).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Shown> of(Path page) {
    List<Shown> commands = new ArrayList<>();
    boolean fenced = false;
    List<String> lines = lines(page);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        fenced = !fenced;
      } else if (fenced) {
        StringBuilder line = new StringBuilder(lines.get(i));
        int start = i + 1;
        while (line.toString().endsWith("\\")) {
          line.setLength(line.length() - 1);
          line.append(lines.get(++i).strip());
        }
        Matcher command = COMMAND.matcher(line.toString().stripTrailing());
        if (command.matches()) {
          commands.add(new Shown(page.getFileName() + ":" + start, command.group("arguments")));
        }
      }
    }
    return commands;
  }

  private static List<String> lines(Path page) {
    try {
      return Files.readAllLines(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
