package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The element types of safetensors that the engine knows too. */
final class SafetensorsTypes {
  private static final Map<String, DataType> BY_NAME =
      Map.ofEntries(
          Map.entry("BOOL", DataType.BOOLEAN),
          Map.entry("U8", DataType.UINT8),
          Map.entry("I8", DataType.INT8),
          Map.entry("I16", DataType.INT16),
          Map.entry("U16", DataType.UINT16),
          Map.entry("F16", DataType.FLOAT16),
          Map.entry("BF16", DataType.BFLOAT16),
          Map.entry("I32", DataType.INT32),
          Map.entry("U32", DataType.UINT32),
          Map.entry("F32", DataType.FLOAT32),
          Map.entry("F64", DataType.FLOAT64),
          Map.entry("I64", DataType.INT64),
          Map.entry("U64", DataType.UINT64));

  private static final Map<DataType, String> NAMES =
      BY_NAME.keySet().stream().collect(Collectors.toMap(BY_NAME::get, Function.identity()));

  private SafetensorsTypes() {}

  static Optional<DataType> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  static String name(DataType dtype) {
    String name = NAMES.get(dtype);
    if (name == null) {
      throw new IllegalArgumentException("safetensors has no type " + dtype);
    }
    return name;
  }
}
