package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.models.ops.Ops;

class ArrayContentTest {
  /** Of four numbers of eight bytes, and of more of shorter ones. */
  private static final int BLOCK = 32;

  @ParameterizedTest
  @EnumSource(names = {"BOOLEAN", "FLOAT16", "INT32", "FLOAT32", "FLOAT64", "INT64"})
  void blocksHaveTheBytesOfTheWhole(DataType type) throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray array = manager.arange(77f).reshape(7, 11).toType(type, true);
      NDArray column = array.transpose(); // its numbers don't lie in order
      for (NDArray x : List.of(array, column, array.get("3"), array.get("2:5"))) {
        assertThat(written(manager, x)).isEqualTo(x.toByteBuffer().array());
      }
    }
  }

  @Test
  void aScalarHasABlockAndNothingHasNone() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      assertThat(written(manager, manager.full(new Shape(), 2f))).containsExactly(0, 0, 0, 64);
      assertThat(written(manager, manager.zeros(new Shape(0, 4)))).isEmpty();
    }
  }

  @Test
  void aParameterIsWrittenWithoutItsGraphAndAsItIsWhenItIsWritten() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray array = manager.zeros(new Shape(1));
      array.setRequiresGradient(true);
      Tensor tensor = Tensor.of("x", ops, array);
      ops.assign(array, ops.full(new Shape(1), 2));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      tensor.content().writeTo(out);
      assertThat(out.toByteArray()).containsExactly(0, 0, 0, 64);
    }
  }

  @Test
  void whatABlockNeedsIsGoneBeforeTheNext() throws IOException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray array = manager.zeros(new Shape(64));
      List<Integer> held = new ArrayList<>();
      OutputStream counting =
          new OutputStream() {
            @Override
            public void write(int b) {
              throw new UnsupportedOperationException("a byte at a time");
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              held.add(ops.scope().getManagedArrays().size());
            }
          };
      new ArrayContent(ops, array, BLOCK).writeTo(counting);
      assertThat(held).hasSize(8).isEqualTo(Collections.nCopies(8, held.get(0)));
      assertThat(ops.scope().getManagedArrays()).isEmpty();
    }
  }

  private static byte[] written(NDManager manager, NDArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      new ArrayContent(ops, array, BLOCK).writeTo(out);
    }
    return out.toByteArray();
  }
}
