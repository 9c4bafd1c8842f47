package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into words on standard error and an exit status. */
final class Complaints {
  static final int USER = 2;
  static final int DEFECT = 70;
  static final int INTERRUPTED = 130;

  private Complaints() {}

  /** A command line that can't be understood: one line, with the nearest that can. */
  static int misuse(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .printf(
            "peftbench: %s%s Try '%s --help'.%n",
            sentence(String.valueOf(e.getMessage())), hint(e).orElse(""), name);
    return USER;
  }

  /** A command that could not do what it was asked. */
  static int thrown(Exception e, CommandLine command, @Nullable ParseResult parsed) {
    return thrown(e, command.getErr());
  }

  /** The same, of anything that was thrown. */
  static int thrown(Throwable e, PrintWriter err) {
    if (e instanceof UserError) {
      err.println("peftbench: " + e.getMessage());
      return USER;
    }
    if (e instanceof CancellationException || e instanceof InterruptedException) {
      return INTERRUPTED; // whoever stopped the sweep has said so
    }
    if (e instanceof OutOfMemoryError) {
      err.println(
          "peftbench: the Java heap is exhausted (%s): set JAVA_TOOL_OPTIONS=-Xmx8g or more"
              .formatted(e.getMessage()));
      return USER;
    }
    Optional<String> file = fileTrouble(e);
    if (file.isPresent()) {
      err.println("peftbench: " + file.get());
      return USER;
    }
    err.println("peftbench: this is a defect of peftbench, please report it:");
    e.printStackTrace(err);
    return DEFECT;
  }

  /** A disk that is full or a file that can't be touched is the user's to mend. */
  private static Optional<String> fileTrouble(Throwable e) {
    Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (cause instanceof FileSystemException trouble) {
      String reason =
          trouble.getReason() == null
              ? trouble.getClass().getSimpleName().replaceAll("Exception$", "")
              : trouble.getReason();
      return Optional.of("%s: %s".formatted(trouble.getFile(), reason));
    }
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("No space")) {
      return Optional.of(
          "the disk is full: make room or name another folder with --store; nothing that had"
              + " ended is lost");
    }
    return Optional.empty();
  }

  private static Optional<String> hint(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    CommandLine command = e.getCommandLine();
    String wrong = unmatched.getUnmatched().get(0);
    List<String> known =
        (wrong.startsWith("-")
                ? command.getCommandSpec().options().stream()
                    .flatMap(option -> Stream.of(option.names()))
                : command.getSubcommands().keySet().stream())
            .toList();
    return Names.nearest(wrong, known).map(near -> " Did you mean %s?".formatted(near));
  }

  private static String sentence(String message) {
    String line = message.replaceAll("\\s*\\R\\s*", " ").strip();
    return line.endsWith(".") || line.endsWith("?") ? line : line + ".";
  }
}
