package org.peftbench.harness.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the first Ctrl-C from the second.
 *
 * <p>Java's own means, a shutdown hook, hears only one. The class that hears signals belongs to the
 * module jdk.unsupported, which no compiler likes to see named; where a Java lacks it, the first
 * Ctrl-C ends the process as ever.
 */
final class Interrupts {
  private static final int STATUS = 130;

  private Interrupts() {}

  /** Runs {@code first} at the first Ctrl-C and ends the process at the second. */
  static void onFirst(Runnable first) {
    AtomicBoolean heard = new AtomicBoolean();
    Runnable either =
        () -> {
          if (heard.getAndSet(true)) {
            // Ending runs the shutdown hooks, which wait for workers: not on the signal's thread.
            new Thread(() -> System.exit(STATUS), "second-interrupt").start();
          } else {
            first.run();
          }
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> call(either, self, method, arguments));
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | IllegalAccessException
        | InstantiationException
        | InvocationTargetException e) {
      // no such module, or the signal belongs to the virtual machine: one Ctrl-C ends all
    }
  }

  /** A proxy is asked for its identity too. */
  private static Object call(Runnable either, Object self, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "handle" -> {
        either.run();
        yield self; // ignored: the method is void
      }
      case "equals" -> self == arguments[0];
      case "hashCode" -> System.identityHashCode(self);
      default -> "handler of Ctrl-C";
    };
  }
}
