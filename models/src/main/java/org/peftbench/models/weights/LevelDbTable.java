package org.peftbench.models.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sorted table in LevelDB's format, as TensorFlow writes it: blocks of entries whose keys share
 * prefixes, an index block over them, a footer.
 */
final class LevelDbTable {
  private static final int FOOTER = 48;
  private static final long MAGIC = 0xdb4775248b80fb57L;

  private final ByteBuffer table;
  private final Map<String, byte[]> entries = new TreeMap<>();

  private LevelDbTable(byte[] table) {
    this.table = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * All entries of a table by their keys.
   *
   * @throws FormatException if the bytes are no such table, or are compressed
   */
  static Map<String, byte[]> read(byte[] table) throws FormatException {
    try {
      LevelDbTable reader = new LevelDbTable(table);
      for (byte[] handle : reader.block(reader.indexBlock()).values()) {
        reader.entries.putAll(reader.block(reader.handle(ByteBuffer.wrap(handle))));
      }
      return reader.entries;
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException e) {
      throw new FormatException("an offset in the index points nowhere");
    }
  }

  /** Where a block lies. */
  private record Handle(long offset, long size) {}

  private Handle indexBlock() throws FormatException {
    int size = table.limit();
    if (size < FOOTER || table.getLong(size - Long.BYTES) != MAGIC) {
      throw new FormatException("the index has no footer");
    }
    ByteBuffer footer = table.slice(size - FOOTER, FOOTER);
    handle(footer); // of the meta-index, which TensorFlow leaves empty
    return handle(footer);
  }

  private Handle handle(ByteBuffer bytes) {
    return new Handle(varint(bytes), varint(bytes));
  }

  private Map<String, byte[]> block(Handle handle) throws FormatException {
    if (handle.offset() < 0
        || handle.size() < Integer.BYTES
        || handle.offset() >= table.limit()
        || handle.size() >= table.limit() - handle.offset()) {
      throw new FormatException("a block lies outside of the index");
    }
    int offset = (int) handle.offset();
    int size = (int) handle.size();
    if (table.get(offset + size) != 0) {
      throw new FormatException("the index is compressed");
    }
    ByteBuffer block = table.slice(offset, size).order(ByteOrder.LITTLE_ENDIAN);
    int restarts = block.getInt(size - Integer.BYTES);
    block.limit(Math.toIntExact(size - (restarts + 1L) * Integer.BYTES));
    Map<String, byte[]> found = new TreeMap<>();
    byte[] key = {};
    while (block.hasRemaining()) {
      int shared = length(varint(block), key.length);
      int added = length(varint(block), block.remaining());
      int valueLength = length(varint(block), block.remaining());
      key = Arrays.copyOf(key, shared + added);
      block.get(key, shared, added);
      byte[] value = new byte[length(valueLength, block.remaining())];
      block.get(value);
      found.put(new String(key, StandardCharsets.UTF_8), value);
    }
    return found;
  }

  private static int length(long length, int available) {
    if (length < 0 || length > available) {
      throw new IndexOutOfBoundsException(length + " of " + available);
    }
    return (int) length;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
