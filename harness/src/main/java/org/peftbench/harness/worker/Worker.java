package org.peftbench.harness.worker;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.peftbench.results.base.Json;

/** The child's side of a run: hears the job, trains, tells. */
public final class Worker {
  /** Argument of a process that makes one run. */
  static final String ONCE = "once";

  private Worker() {}

  /**
   * Serves the jobs that come on standard input, a line each, as long as the process can be made
   * ready for another; then ends it.
   *
   * @param arguments {@code once} if one job is all
   */
  public static void serve(String[] arguments, Training training) {
    boolean once = List.of(arguments).contains(ONCE);
    BlockingQueue<String> jobs = new LinkedBlockingQueue<>();
    hear(jobs::add);
    WorkerLines.Writer parent = new WorkerLines.Writer(new FileOutputStream(FileDescriptor.out));
    System.setOut(System.err); // standard output belongs to the protocol
    int status = 0;
    try {
      for (boolean renewed = true; renewed; ) {
        Job job = Json.MAPPER.readValue(jobs.take(), Job.class);
        training.execute(job, parent::progress);
        renewed = !once && training.renew(job);
        if (renewed) {
          parent.ready();
        }
      }
    } catch (Throwable thrown) { // also Errors: the parent must hear of every end
      thrown.printStackTrace();
      parent.failure(Failure.of(thrown));
      status = 1;
    }
    System.exit(status);
  }

  /** The parent holds the other end of standard input: when it ends, however it ends, so do we. */
  public static void endWithParent() {
    hear(line -> {});
  }

  private static void hear(Consumer<String> lines) {
    Thread ear =
        new Thread(
            () -> {
              try {
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines);
              } catch (UncheckedIOException e) {
                // a broken pipe says the same as its end
              }
              Runtime.getRuntime().halt(1);
            },
            "end-with-parent");
    ear.setDaemon(true);
    ear.start();
  }
}
