package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;

/**
 * The element types of safetensors that the engine knows too, under their names in the file and in
 * the order of the reference implementation, in which they grow wider.
 */
enum SafetensorsType {
  BOOL(DataType.BOOLEAN),
  U8(DataType.UINT8),
  I8(DataType.INT8),
  I16(DataType.INT16),
  U16(DataType.UINT16),
  F16(DataType.FLOAT16),
  BF16(DataType.BFLOAT16),
  I32(DataType.INT32),
  U32(DataType.UINT32),
  F32(DataType.FLOAT32),
  F64(DataType.FLOAT64),
  I64(DataType.INT64),
  U64(DataType.UINT64);

  private final DataType dtype;

  SafetensorsType(DataType dtype) {
    this.dtype = dtype;
  }

  DataType dtype() {
    return dtype;
  }

  static Optional<SafetensorsType> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  static SafetensorsType of(DataType dtype) {
    return Arrays.stream(values())
        .filter(type -> type.dtype == dtype)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("safetensors has no type " + dtype));
  }
}
