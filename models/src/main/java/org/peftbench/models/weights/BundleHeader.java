package org.peftbench.models.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * What TensorFlow says of all variables together: the message {@code BundleHeaderProto} of {@code
 * tensor_bundle.proto}.
 *
 * @param shards the number of data files
 */
record BundleHeader(int shards, boolean bigEndian) {
  private static final int SHARDS = 1;
  private static final int ENDIANNESS = 2;

  /** Reads the value of a table's empty key. */
  static BundleHeader parse(byte[] message) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    int shards = 0;
    boolean bigEndian = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case SHARDS -> shards = in.readInt32();
        case ENDIANNESS -> bigEndian = in.readEnum() != 0;
        default -> in.skipField(tag);
      }
    }
    return new BundleHeader(shards, bigEndian);
  }

  /** The number of data files, if their bytes are as safetensors wants them. */
  int littleEndianShards() throws FormatException {
    if (bigEndian) {
      throw new FormatException("its bytes are big-endian");
    }
    return shards;
  }
}
