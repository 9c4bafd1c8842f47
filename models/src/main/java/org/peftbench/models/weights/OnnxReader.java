package org.peftbench.models.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.results.base.UserError;

/**
 * Walks an ONNX file, which is one protobuf message, and notes where its weights lie. Only the
 * fields that weights need are looked at; the numbers are those of {@code onnx.proto}.
 */
final class OnnxReader {
  /** More dimensions or inputs than any real node has: the bound on what a file makes us hold. */
  private static final int MAX_REPEATED = 1 << 16;

  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATOR = 4;
  private static final int TENSOR_DIMENSION = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;

  /** A constant of the graph; {@code raw} is empty where the file keeps the values elsewhere. */
  record Initializer(String name, int type, List<Long> shape, FileRegion raw) {}

  /** An operation of the graph. */
  record Node(String name, String operator, List<String> inputs) {}

  /** What a file holds. */
  record Graph(List<Initializer> initializers, List<Node> nodes) {}

  private final Path file;
  private final CodedInputStream in;
  private final List<Initializer> initializers = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();

  private OnnxReader(Path file, InputStream bytes) {
    this.file = file;
    this.in = CodedInputStream.newInstance(bytes);
  }

  /**
   * Reads the graph of a file.
   *
   * @throws UserError if the file is cut off or is no ONNX
   */
  static Graph read(Path file) {
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      OnnxReader reader = new OnnxReader(file, bytes);
      reader.message(field -> field == MODEL_GRAPH && reader.nested(reader::graphField));
      if (reader.initializers.isEmpty()) {
        throw broken(file, "it holds no weights");
      }
      return new Graph(reader.initializers, reader.nodes);
    } catch (InvalidProtocolBufferException e) {
      throw broken(file, "it is cut off or of another format").withCause(e);
    } catch (IOException e) {
      throw WeightFiles.unreadable(file, e);
    }
  }

  static UserError broken(Path file, String what) {
    return new UserError(
        "%s is not an ONNX checkpoint: %s. Download it again.", file.getFileName(), what);
  }

  /** Takes a field whose tag has been read, or answers false so that it is skipped. */
  @FunctionalInterface
  private interface Field {
    boolean take(int number) throws IOException;
  }

  private void message(Field field) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      boolean taken = field.take(WireFormat.getTagFieldNumber(tag));
      if (!taken && !in.skipField(tag)) {
        throw broken(file, "a group ends that never began");
      }
    }
  }

  private boolean nested(Field field) throws IOException {
    int outer = in.pushLimit(in.readRawVarint32());
    message(field);
    if (in.getBytesUntilLimit() != 0) { // at its end, a file looks like a message's end
      throw broken(file, "it is cut off");
    }
    in.popLimit(outer);
    return true;
  }

  private boolean graphField(int number) throws IOException {
    return switch (number) {
      case GRAPH_NODE -> node();
      case GRAPH_INITIALIZER -> initializer();
      default -> false;
    };
  }

  private boolean node() throws IOException {
    String[] name = {""};
    String[] operator = {""};
    List<String> inputs = new ArrayList<>();
    nested(
        number -> {
          switch (number) {
            case NODE_INPUT -> bounded(inputs).add(in.readStringRequireUtf8());
            case NODE_NAME -> name[0] = in.readStringRequireUtf8();
            case NODE_OPERATOR -> operator[0] = in.readStringRequireUtf8();
            default -> {
              return false;
            }
          }
          return true;
        });
    nodes.add(new Node(name[0], operator[0], List.copyOf(inputs)));
    return true;
  }

  private boolean initializer() throws IOException {
    InitializerFields fields = new InitializerFields();
    nested(fields);
    initializers.add(
        new Initializer(fields.name, fields.type, List.copyOf(fields.shape), fields.raw));
    return true;
  }

  private <T> List<T> bounded(List<T> list) {
    if (list.size() >= MAX_REPEATED) {
      throw broken(file, "a list in it never ends");
    }
    return list;
  }

  private final class InitializerFields implements Field {
    private final List<Long> shape = new ArrayList<>();
    private String name = "";
    private int type;
    private FileRegion raw = new FileRegion(file, 0, 0);

    @Override
    public boolean take(int number) throws IOException {
      switch (number) {
        case TENSOR_DIMENSION -> dimensions();
        case TENSOR_TYPE -> type = in.readInt32();
        case TENSOR_NAME -> name = in.readStringRequireUtf8();
        case TENSOR_RAW -> raw();
        default -> {
          return false;
        }
      }
      return true;
    }

    /** Writers of proto2 and proto3 differ: one value a field, or all of them packed in one. */
    private void dimensions() throws IOException {
      if (WireFormat.getTagWireType(in.getLastTag()) == WireFormat.WIRETYPE_VARINT) {
        bounded(shape).add(in.readInt64());
        return;
      }
      int outer = in.pushLimit(in.readRawVarint32());
      while (in.getBytesUntilLimit() > 0) {
        bounded(shape).add(in.readInt64());
      }
      in.popLimit(outer);
    }

    private void raw() throws IOException {
      int length = in.readRawVarint32();
      raw = new FileRegion(file, in.getTotalBytesRead(), length);
      in.skipRawBytes(length);
    }
  }
}
