package org.peftbench.results.base.hub;

import java.util.Arrays;
import org.peftbench.results.base.UserError;

/**
 * One file of a repository, as its listing describes it.
 *
 * @param path within the repository, with slashes; never out of it
 * @param size in bytes
 * @param digest of its bytes
 */
public record HubFile(String path, long size, BlobDigest digest) {
  public HubFile {
    boolean inside =
        !path.isEmpty()
            && path.chars().noneMatch(c -> c < ' ' || c == '\\' || c == ':')
            && Arrays.stream(path.split("/", -1)).noneMatch(p -> p.isEmpty() || p.matches("\\.+"));
    if (!inside) {
      throw new UserError("the hub lists a file '%s', which would lie outside its folder", path);
    }
    if (size < 0) {
      throw new UserError("the hub lists %s with %d bytes", path, size);
    }
  }
}
