package org.peftbench.models.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where TensorFlow keeps a variable: the message {@code BundleEntryProto} of {@code
 * tensor_bundle.proto}.
 *
 * @param type TensorFlow's number of the element type
 * @param shard the number of the data file
 * @param checksum the masked CRC-32C of the bytes
 */
record BundleEntry(
    int type, List<Long> shape, int shard, long offset, long size, int checksum, boolean sliced) {
  private static final int TYPE = 1;
  private static final int SHAPE = 2;
  private static final int SHARD = 3;
  private static final int OFFSET = 4;
  private static final int SIZE = 5;
  private static final int CHECKSUM = 6;
  private static final int SLICES = 7;
  private static final int SHAPE_DIMENSION = 2;
  private static final int DIMENSION_SIZE = 1;

  /** Reads a table's value. */
  static BundleEntry parse(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int type = 0;
    List<Long> shape = List.of();
    int shard = 0;
    long offset = 0;
    long size = 0;
    int checksum = 0;
    boolean sliced = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case TYPE -> type = in.readInt32();
        case SHAPE -> shape = shape(CodedInputStream.newInstance(in.readByteArray()));
        case SHARD -> shard = in.readInt32();
        case OFFSET -> offset = in.readInt64();
        case SIZE -> size = in.readInt64();
        case CHECKSUM -> checksum = in.readFixed32();
        case SLICES -> sliced = in.skipField(tag);
        default -> in.skipField(tag);
      }
    }
    return new BundleEntry(type, shape, shard, offset, size, checksum, sliced);
  }

  private static List<Long> shape(CodedInputStream in) throws IOException {
    List<Long> shape = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == SHAPE_DIMENSION) {
        shape.add(dimension(CodedInputStream.newInstance(in.readByteArray())));
      } else {
        in.skipField(tag);
      }
    }
    return List.copyOf(shape);
  }

  private static long dimension(CodedInputStream in) throws IOException {
    long size = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == DIMENSION_SIZE) {
        size = in.readInt64();
      } else {
        in.skipField(tag);
      }
    }
    return size;
  }
}
