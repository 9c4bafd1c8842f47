package org.peftbench.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.jspecify.annotations.Nullable;

/** The driver: every job a task of its own. It prints a line for every run that has ended. */
public final class SparkSweep {
  /** How such a line begins; the run's id follows. */
  static final String ENDED = "peftbench run ended: ";

  /** In the place of a folder to send records through: all machines see the store. */
  static final String DIRECTLY = "-";

  private final List<RunTask> tasks;
  private final Path store;
  private final @Nullable String through;
  private final Set<String> told = new HashSet<>();

  private SparkSweep(List<RunTask> tasks, Path store, @Nullable String through) {
    this.tasks = tasks;
    this.store = store;
    this.through = through;
  }

  /** Name of a job's file: its place in the plan, and the run's id. */
  static String fileName(int number, String id) {
    return String.format(Locale.ROOT, "%07d-%s.json", number, id);
  }

  private static String id(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.indexOf('-') + 1, name.indexOf('.'));
  }

  /**
   * Makes the runs.
   *
   * @param arguments folder of the jobs; the store; the URL of a folder to send records through, or
   *     {@link #DIRECTLY}; and the words of the command that makes a run
   */
  public static void main(String[] arguments) throws IOException {
    endWithParent();
    String store = arguments[1];
    String through = arguments[2].equals(DIRECTLY) ? null : arguments[2];
    List<String> command = List.of(arguments).subList(3, arguments.length);
    List<RunTask> tasks = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      for (Path file : files.sorted().toList()) {
        tasks.add(new RunTask(id(file), Files.readString(file), store, through, command));
      }
    }
    new SparkSweep(tasks, Path.of(store), through).run();
  }

  private void run() throws IOException {
    SparkConf settings = new SparkConf();
    if (settings.getBoolean("spark.speculation", false)) {
      throw new IllegalStateException("spark.speculation would make runs twice: switch it off");
    }
    try (JavaSparkContext context = new JavaSparkContext(settings)) {
      context.sc().addSparkListener(new Listener());
      context.parallelize(tasks, tasks.size()).foreach(RunTask::run);
      for (RunTask task : tasks) {
        ended(task); // whatever the listener has not heard of yet
      }
    }
  }

  private synchronized void ended(RunTask task) throws IOException {
    if (told.contains(task.id())) {
      return;
    }
    if (through != null) {
      Passage.of(through).fetch(task.id(), store);
    }
    told.add(task.id());
    System.out.println(ENDED + task.id());
  }

  private final class Listener extends SparkListener {
    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() == Success$.MODULE$) {
        try {
          ended(tasks.get(end.taskInfo().index()));
        } catch (IOException e) {
          throw new UncheckedIOException(e); // Spark writes it into its log; tried again at the end
        }
      }
    }
  }

  /**
   * Whoever asked holds the other end of standard input. The harness has the same, but is not on
   * the class path of the driver.
   */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // a broken pipe says the same as its end
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
