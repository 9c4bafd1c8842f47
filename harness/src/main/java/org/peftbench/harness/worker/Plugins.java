package org.peftbench.harness.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.peftbench.results.base.UserError;

/**
 * Jars of anybody's that join the class path, of this process and of its workers.
 *
 * @param jars absolute, in the order of their names
 */
public record Plugins(List<Path> jars) {
  /** No jars. */
  public static final Plugins NONE = new Plugins(List.of());

  public Plugins {
    jars = List.copyOf(jars);
  }

  /**
   * The jars of a folder.
   *
   * @throws UserError if it is no folder, or holds no jar
   */
  public static Plugins in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError("plug-ins %s is not a folder: name one that holds jars", folder);
    }
    try (Stream<Path> files = Files.list(folder.toAbsolutePath().normalize())) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      if (jars.isEmpty()) {
        throw new UserError("plug-ins %s holds no .jar file: put the methods' jars there", folder);
      }
      return new Plugins(jars);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Puts the jars where {@link java.util.ServiceLoader} looks: into the context class loader of
   * this thread, which threads that it starts inherit.
   *
   * @return takes them away again
   */
  public Scope activate() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URLClassLoader loader =
        new URLClassLoader(jars.stream().map(Plugins::url).toArray(URL[]::new), before);
    thread.setContextClassLoader(loader);
    return () -> {
      thread.setContextClassLoader(before);
      try {
        loader.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /** As long as jars are on the class path. */
  @FunctionalInterface
  public interface Scope extends AutoCloseable {
    @Override
    void close();
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException("a file has a URL", e);
    }
  }
}
