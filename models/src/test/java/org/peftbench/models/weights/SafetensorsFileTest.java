package org.peftbench.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

class SafetensorsFileTest {
  private static final String FLOAT = "'dtype':'F32','shape':[1],'data_offsets':[0,4]";

  @TempDir Path folder;

  @Test
  void readsWhatTheReferenceWrote() {
    try (SafetensorsFile file = SafetensorsFile.open(Fixtures.path("types.safetensors"))) {
      assertThat(file.names())
          .containsExactly(
              "a.bool",
              "b.half",
              "c.float",
              "d.long",
              "e.double",
              "f.empty",
              "g.byte",
              "h.int",
              "é.float");
      assertThat(file.metadata()).containsExactly(entry("format", "pt"));

      assertThat(file.info("a.bool").dtype()).isEqualTo(DataType.BOOLEAN);
      assertThat(file.info("b.half").dtype()).isEqualTo(DataType.FLOAT16);
      assertThat(file.info("g.byte").shape()).isEqualTo(new Shape(1, 1));
      assertThat(file.bytes("a.bool")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 0, 1}));
      assertThat(file.bytes("h.int").getInt()).isEqualTo(-7);
      assertThat(file.bytes("d.long").getLong()).isEqualTo(1L << 40);

      assertThat(file.info("c.float").shape()).isEqualTo(new Shape(2, 3));
      assertThat(floats(file.bytes("c.float"))).containsExactly(0f, 0.25f, 0.5f, 0.75f, 1f, 1.25f);
      assertThat(floats(file.bytes("é.float")))
          .containsExactly(Float.NaN, -0f, Float.POSITIVE_INFINITY);

      assertThat(file.info("e.double").shape()).isEqualTo(new Shape());
      assertThat(file.bytes("e.double").getDouble()).isEqualTo(0.1);
      assertThat(file.info("f.empty").shape()).isEqualTo(new Shape(0, 4));
      assertThat(file.bytes("f.empty").remaining()).isZero();
    }
  }

  @Test
  void mapsLittleEndianReadOnlyBytesThatOutliveTheFile() {
    ByteBuffer bytes;
    try (SafetensorsFile file = SafetensorsFile.open(Fixtures.path("types.safetensors"))) {
      bytes = file.bytes("c.float");
    }
    assertThat(bytes.isDirect()).isTrue();
    assertThat(bytes.isReadOnly()).isTrue();
    assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    assertThat(bytes.getFloat(20)).isEqualTo(1.25f);
  }

  @Test
  void namesTheNearestTensor() {
    try (SafetensorsFile file = SafetensorsFile.open(Fixtures.path("types.safetensors"))) {
      assertThatThrownBy(() -> file.bytes("c.flaot"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("types.safetensors 'c.flaot'. Did you mean c.float?");
    }
  }

  @Test
  void refusesMissingFilesAndFolders() {
    assertThatThrownBy(() -> SafetensorsFile.open(folder.resolve("none.safetensors")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none.safetensors is not there");
    assertThatThrownBy(() -> SafetensorsFile.open(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is not a file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          []                                                                    | its header is no JSON object
          {'a':                                                                 | its header is no JSON
          {'a':{%1$s},'a':{%1$s}}                                               | Duplicate field 'a'
          {'a':{%1$s},'b':{%1$s}}                                               | b begins at byte
          {'a':{'shape':[1],'data_offsets':[0,4]}}                              | no text where one is due
          {'a':{'dtype':'F32','data_offsets':[0,4]}}                            | a lacks its shape
          {'a':{'dtype':'F32','shape':[1]}}                                     | a lacks its shape or its offsets
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}                | a has 4 bytes, which don't fit F32 [2]
          {'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}               | a has a size or offset of -1
          {'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}              | a has a size or offset of 1.5
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}                | a lies at bytes [4,0] of 4
          {'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}                | a lies at bytes [0,8] of 4
          {'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}}              | a lies at bytes [0,4,8] of 4
          {'a':{'dtype':'U8','shape':[3],'data_offsets':[0,3]}}                 | its tensors end at byte
          {'a':{'dtype':'U8','shape':[3],'data_offsets':[1,4]}}                 | a begins at byte
          {'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,0]}} | don't fit
          {'a':7}                                                               | no text where one is due
          {'__metadata__':{'a':1},'a':{%1$s}}                                   | no text where one is due
          """)
  void refusesHeadersThatBreakTheFormat(String header, String complaint) throws IOException {
    byte[] json = header.formatted(FLOAT).replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("bad.safetensors");
    Files.write(file, file(json.length, json, 4));
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("bad.safetensors is not a safetensors file")
        .hasMessageContaining(complaint);
  }

  @Test
  void namesTypesThatCannotBeRead() throws IOException {
    byte[] json =
        "{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}"
            .getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("eight.safetensors");
    Files.write(file, file(json.length, json, 4));
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith(
            "eight.safetensors: tensor a has type F8_E4M3, which can't be read: save the model as F32, F16 or BF16");
  }

  @Test
  void refusesHeadersOfImpossibleLength() throws IOException {
    Path file = folder.resolve("bad.safetensors");
    for (long length : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 100_000_001}) {
      Files.write(file, file(length, new byte[0], 4));
      assertThatThrownBy(() -> SafetensorsFile.open(file))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("a header of " + length + " bytes is not between");
    }
    Files.write(file, file(99_000_000, new byte[0], 4));
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it is cut off");
    Files.write(file, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("it has only 3 bytes");
  }

  @Test
  void refusesJsonThatNestsWithoutEnd() throws IOException {
    byte[] json = ("{\"a\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("deep.safetensors");
    Files.write(file, file(json.length, json, 0));
    assertThatThrownBy(() -> SafetensorsFile.open(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void namesEveryCutOffFile() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path("types.safetensors"));
    Mutations.prefixes(
        whole,
        1,
        folder.resolve("cut.safetensors"),
        cut -> {
          SafetensorsFile.open(cut).close();
          throw new AssertionError("a file cut off was taken for whole");
        });
  }

  @Test
  void answersAnyDamageByAnErrorOrByTensorsWithinTheFile() throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.path("types.safetensors"));
    Mutations.of(
        whole,
        folder.resolve("damaged.safetensors"),
        damaged -> {
          try (SafetensorsFile file = SafetensorsFile.open(damaged)) {
            for (String name : file.names()) {
              assertThat((long) file.bytes(name).remaining()).isEqualTo(file.info(name).length());
            }
          }
        });
  }

  private static float[] floats(ByteBuffer bytes) {
    float[] floats = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(floats);
    return floats;
  }

  private static byte[] file(long length, byte[] header, int data) {
    return ByteBuffer.allocate(Long.BYTES + header.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(header)
        .array();
  }
}
