package org.peftbench.tasks.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * A named part of a tagged sentence.
 *
 * @param type what stands behind the tag's hyphen; {@code _} where nothing does
 * @param start index of its first word
 * @param end index behind its last word
 */
public record Entity(String type, int start, int end) {
  /** A tag cut in two; O where there is no entity. */
  private record Tag(char prefix, String type) {
    static final Tag OUTSIDE = new Tag('O', "_");

    static Tag of(String text) {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("a tag must not be empty");
      }
      String type = text.substring(text.startsWith("-", 1) ? 2 : 1);
      return new Tag(text.charAt(0), type.isEmpty() ? "_" : type);
    }

    /** Whether an entity that has reached {@code this} ends before {@code next}. */
    boolean endsBefore(Tag next) {
      return switch (prefix) {
        case 'O', '.' -> false;
        case 'E', 'S' -> true;
        default ->
            !type.equals(next.type)
                || ("BI".indexOf(prefix) >= 0 && "BSO".indexOf(next.prefix) >= 0);
      };
    }

    /** Whether an entity starts here, behind {@code before}. */
    boolean startsAfter(Tag before) {
      return switch (prefix) {
        case 'O', '.' -> false;
        case 'B', 'S' -> true;
        default ->
            !type.equals(before.type)
                || ("EI".indexOf(prefix) >= 0 && "EOS".indexOf(before.prefix) >= 0);
      };
    }
  }

  /**
   * The entities that a sentence's tags name, malformed or not, as {@code conlleval} and {@code
   * seqeval}'s default mode read them: an inside tag that continues nothing starts an entity.
   *
   * @param tags in IOB1, IOB2, IOE or IOBES form
   */
  public static List<Entity> lenient(List<String> tags) {
    List<Entity> entities = new ArrayList<>();
    Tag before = Tag.OUTSIDE;
    int start = 0;
    for (int at = 0; at <= tags.size(); at++) {
      Tag tag = at < tags.size() ? Tag.of(tags.get(at)) : Tag.OUTSIDE;
      if (before.endsBefore(tag)) {
        entities.add(new Entity(before.type, start, at));
      }
      if (tag.startsAfter(before)) {
        start = at;
      }
      before = tag;
    }
    return entities;
  }

  /**
   * The entities that a sentence's tags name in IOB2, as {@code seqeval}'s strict mode reads them:
   * what doesn't start with a B tag is none.
   *
   * @throws IllegalArgumentException if a tag starts with another letter than I, O and B
   */
  public static List<Entity> strict(List<String> tags) {
    List<Entity> entities = new ArrayList<>();
    for (int at = 0; at < tags.size(); ) {
      Tag first = Tag.of(tags.get(at));
      if ("IOB".indexOf(first.prefix) < 0) {
        throw new IllegalArgumentException("'" + tags.get(at) + "' is no tag of IOB2");
      }
      int start = at++;
      if (first.prefix == 'B') {
        Tag inside = new Tag('I', first.type);
        while (at < tags.size() && Tag.of(tags.get(at)).equals(inside)) {
          at++;
        }
        entities.add(new Entity(first.type, start, at));
      }
    }
    return entities;
  }
}
