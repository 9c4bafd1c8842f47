package org.peftbench.harness.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Versions of the engine and its native libraries, read from the jars' own metadata: the engine
 * itself is not loaded.
 */
public final class EngineVersions {
  private EngineVersions() {}

  /** DJL's version. */
  public static String djl() {
    return property("/pytorch-engine.properties", "djl_version");
  }

  /** The version of PyTorch's native libraries, with flavour and platform. */
  public static String libtorch() {
    String file = "/native/lib/pytorch.properties";
    return "%s %s %s"
        .formatted(
            property(file, "version"), property(file, "flavor"), property(file, "classifier"));
  }

  /** The version of the tokenizers' native library. */
  public static String tokenizers() {
    return property("/native/lib/tokenizers.properties", "version");
  }

  private static String property(String file, String key) {
    Properties properties = new Properties();
    try (InputStream in = EngineVersions.class.getResourceAsStream(file)) {
      if (in == null) {
        return "unknown";
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
    return properties.getProperty(key, "unknown");
  }
}
