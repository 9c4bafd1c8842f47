package org.peftbench.models.ops;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The bytes of a TorchScript archive that holds one module without parameters.
 *
 * <p>Such an archive is a zip of stored entries: the module's source in serialized TorchScript, and
 * a pickle that says which class to build. Nothing here reads a pickle; these few opcodes are only
 * ever written.
 */
final class TorchScriptArchive {
  private static final String ROOT = "kernels/";
  private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

  private TorchScriptArchive() {}

  /**
   * Packs a module.
   *
   * @param className of the module inside {@code source}
   * @param source serialized TorchScript
   */
  static byte[] of(String className, String source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      store(zip, "data.pkl", module(className));
      store(zip, "code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "constants.pkl", NO_CONSTANTS);
      store(zip, "version", "10\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /**
   * Pickle protocol 2: an object of the class whose state is {training: true,
   * _is_full_backward_hook: none}.
   */
  private static byte[] module(String className) throws IOException {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 2, 'c'});
    pickle.write(("__torch__\n" + className + "\n").getBytes(StandardCharsets.UTF_8));
    pickle.write(new byte[] {')', (byte) 0x81, '}', '('});
    pickle.write(unicode("training"));
    pickle.write(0x88);
    pickle.write(unicode("_is_full_backward_hook"));
    pickle.write(new byte[] {'N', 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static byte[] unicode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(5 + utf8.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 'X')
        .putInt(utf8.length)
        .put(utf8)
        .array();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
