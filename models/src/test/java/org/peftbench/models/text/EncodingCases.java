package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.Json;

/** The encodings that {@code src/test/fixtures/weights/encodings.py} wrote. */
public final class EncodingCases {
  private EncodingCases() {}

  private record Case(
      String text, @Nullable String pair, int maxLength, List<Long> ids, List<Long> typeIds) {}

  /** Demands that a tokenizer encodes every case of a file as Hugging Face's does. */
  public static void assertEqual(Tokenizer tokenizer, String name) throws IOException {
    List<Case> cases = read(name);
    assertThat(cases).hasSizeGreaterThan(200);
    for (Case each : cases) {
      Encoding encoding = tokenizer.encode(each.text(), each.pair(), each.maxLength());
      assertThat(encoding.ids()).as("ids of %s", each).containsExactly(array(each.ids()));
      assertThat(encoding.typeIds()).as("types of %s", each).containsExactly(array(each.typeIds()));
    }
  }

  private static List<Case> read(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EncodingCases.class.getResourceAsStream(name), name)) {
      return Json.MAPPER.readValue(in, new TypeReference<>() {});
    }
  }

  private static long[] array(List<Long> list) {
    return list.stream().mapToLong(Long::longValue).toArray();
  }
}
