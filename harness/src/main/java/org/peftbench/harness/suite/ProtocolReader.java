package org.peftbench.harness.suite;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Reads a {@code protocol:} mapping over a protocol that already holds.
 *
 * <p>The keys are the components of {@link Protocol} in snake_case, found by reflection: a new
 * setting there is a new key here.
 */
final class ProtocolReader {
  private static final Map<String, RecordComponent> COMPONENTS = components();

  private ProtocolReader() {}

  /** The protocol in which the mapping's entries replace those of {@code base}. */
  static Protocol read(Located mapping, Protocol base) {
    return read(mapping.mapping("protocol", COMPONENTS.keySet()), mapping, base);
  }

  /** The protocol in which single settings, which stand somewhere in a mapping, replace others. */
  static Protocol read(Map<String, Located> entries, Located mapping, Protocol base) {
    for (Map.Entry<String, Located> entry : entries.entrySet()) {
      if (!COMPONENTS.containsKey(entry.getKey())) {
        throw entry
            .getValue()
            .error(Names.unknown("key of protocol", entry.getKey(), COMPONENTS.keySet()));
      }
    }
    Object[] values =
        COMPONENTS.entrySet().stream()
            .map(
                component -> {
                  Located entry = entries.get(component.getKey());
                  return entry == null
                      ? get(component.getValue(), base)
                      : value(component.getKey(), entry, component.getValue().getType());
                })
            .toArray();
    try {
      return construct(values);
    } catch (UserError e) {
      throw mapping.blame(e);
    }
  }

  private static Object value(String name, Located entry, Class<?> type) {
    if (type == int.class) {
      return (int) entry.integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    if (type == double.class) {
      return entry.number(name);
    }
    if (type == Boolean.class) {
      return entry.flag(name);
    }
    List<?> constants = List.of(type.getEnumConstants());
    List<String> names = constants.stream().map(ProtocolReader::word).toList();
    String word = entry.text(name);
    if (!names.contains(word)) {
      throw entry.error(Names.unknown(name, word, names));
    }
    return constants.get(names.indexOf(word));
  }

  /** The settings there are, with their types. */
  static Map<String, RecordComponent> settings() {
    return Map.copyOf(COMPONENTS);
  }

  /** How a suite writes an enum's constant: {@code HELD_OUT} as {@code held-out}. */
  static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Protocol construct(Object[] values) {
    Class<?>[] types =
        COMPONENTS.values().stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return Protocol.class.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof UserError complaint) {
        throw complaint;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has its canonical constructor", e);
    }
  }

  private static Object get(RecordComponent component, Protocol protocol) {
    try {
      return component.getAccessor().invoke(protocol);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record has its accessors", e);
    }
  }

  private static Map<String, RecordComponent> components() {
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    Arrays.stream(Protocol.class.getRecordComponents())
        .forEach(
            component ->
                components.put(
                    component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
                    component));
    return components;
  }
}
