package org.peftbench.results.base.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as parts of web addresses. */
final class Addresses {
  private Addresses() {}

  /** One part of a path; a slash in it becomes {@code %2F}. */
  static String escape(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A path of several parts. */
  static String escapePath(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(Addresses::escape)
        .collect(Collectors.joining("/"));
  }
}
