package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The manager of a dry run: its arrays have shapes and no numbers, and every byte they would take
 * stands in a {@link Ledger}. {@link Ops} over it compute nothing.
 *
 * <p>DJL's interface has some eighty methods; the few that a pass uses are answered, by name.
 */
public final class DryManager implements InvocationHandler {
  private final Ledger ledger;
  private final Set<AutoCloseable> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  private DryManager(Ledger ledger) {
    this.ledger = ledger;
  }

  /** A manager that books what it owns. */
  public static NDManager over(Ledger ledger) {
    return (NDManager)
        Proxy.newProxyInstance(
            DryManager.class.getClassLoader(),
            new Class<?>[] {NDManager.class},
            new DryManager(ledger));
  }

  /** Whether a manager's arrays have no numbers. */
  static boolean is(NDManager manager) {
    return Proxy.isProxyClass(manager.getClass());
  }

  static DryManager of(NDManager manager) {
    return (DryManager) Proxy.getInvocationHandler(manager);
  }

  Ledger ledger() {
    return ledger;
  }

  void own(DryArray array) {
    owned.add(array);
  }

  void disown(DryArray array) {
    owned.remove(array);
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] given)
      throws Exception {
    NDManager self = (NDManager) proxy;
    Object[] arguments = given == null ? new Object[0] : given;
    return switch (method.getName()) {
      case "newSubManager" -> child();
      case "zeros", "ones", "full", "create" -> array(self, arguments);
      case "eye" -> {
        Shape shape = new Shape((int) arguments[0], (int) arguments[1]);
        yield DryArray.of(self, ledger, shape, (DataType) arguments[3]);
      }
      case "getManagedArrays" -> arrays();
      case "close" -> {
        close();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString", "getName", "getUid" -> "dry manager";
      default -> throw new UnsupportedOperationException("a dry run has no " + method);
    };
  }

  private NDManager child() {
    NDManager child = over(ledger);
    owned.add(child);
    return child;
  }

  private List<NDArray> arrays() {
    return owned.stream().filter(NDArray.class::isInstance).map(NDArray.class::cast).toList();
  }

  private void close() throws Exception {
    for (AutoCloseable resource : owned.toArray(AutoCloseable[]::new)) {
      resource.close();
    }
    owned.clear();
  }

  /** Whatever it is made from, an array has a shape and a type among its arguments. */
  private NDArray array(NDManager self, Object[] arguments) {
    Shape shape = (Shape) find(Shape.class, arguments);
    DataType type = (DataType) find(DataType.class, arguments);
    return DryArray.of(self, ledger, Objects.requireNonNull(shape), Objects.requireNonNull(type));
  }

  private static @Nullable Object find(Class<?> type, Object[] arguments) {
    return Arrays.stream(arguments).filter(type::isInstance).findFirst().orElse(null);
  }
}
