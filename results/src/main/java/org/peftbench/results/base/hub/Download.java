package org.peftbench.results.base.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.peftbench.results.base.UserError;

/** Brings one file's bytes into the cache. */
final class Download {
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NO_SUCH_RANGE = 416;

  private final HubConnection connection;
  private final Patience patience;
  private final HubFile file;
  private final String address;
  private final Path part;
  private final HubProgress progress;

  /**
   * A download that has yet to run.
   *
   * @param address path of the bytes at the endpoint
   * @param part where the bytes are gathered; what is there already is not asked for again
   */
  Download(
      HubConnection connection,
      Patience patience,
      HubFile file,
      String address,
      Path part,
      HubProgress progress) {
    this.connection = connection;
    this.patience = patience;
    this.file = file;
    this.address = address;
    this.part = part;
    this.progress = progress;
  }

  /**
   * Downloads, however often it takes.
   *
   * @param target where the bytes go once size and digest are right
   * @throws UserError if the server refuses, or sends other bytes than it has listed
   * @throws IOException if the server can't be reached, or the disk not be written
   */
  void into(Path target) throws IOException {
    Files.createDirectories(part.getParent());
    boolean resumed = here() > 0;
    gather();
    if (resumed && !isRight()) {
      Files.delete(part); // what an earlier try left was damaged
      gather();
    }
    if (!isRight()) {
      Files.delete(part);
      throw new UserError(
          "%s came with other bytes than the hub lists (%d bytes, digest %s): nothing of it is kept;"
              + " try again, or ask whoever runs HF_ENDPOINT",
          file.path(), file.size(), file.digest().hex());
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void gather() throws IOException {
    if (here() > file.size()) {
      Files.delete(part);
    }
    checkRoom();
    while (here() < file.size() || !Files.exists(part)) {
      long before = here();
      try {
        receive(before);
      } catch (HubConnection.NotNow e) {
        patience.await(e, e.wish());
      } catch (FileSystemException e) {
        throw e; // of the disk, which waiting does not mend
      } catch (IOException e) {
        if (here() > before) {
          patience.renew();
        }
        patience.await(e, Duration.ZERO);
      }
    }
  }

  private void receive(long offset) throws IOException {
    HttpResponse<InputStream> response = connection.get(address, offset);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> write(body, 0);
        case PARTIAL -> write(body, startsAt(response, offset) ? offset : refuse(response));
        case NO_SUCH_RANGE -> Files.deleteIfExists(part);
        default -> throw Refusals.of(file.path(), response);
      }
    }
  }

  private static boolean startsAt(HttpResponse<?> response, long offset) {
    return response
        .headers()
        .firstValue("Content-Range")
        .filter(range -> range.startsWith("bytes " + offset + "-"))
        .isPresent();
  }

  private static long refuse(HttpResponse<?> response) throws IOException {
    throw new IOException(response.uri().getHost() + " answers with a range nobody asked for");
  }

  private void write(InputStream body, long offset) throws IOException {
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(offset);
      out.position(offset);
      progress.at(file, offset);
      byte[] buffer = new byte[1 << 16];
      long position = offset;
      for (int n = body.read(buffer); n >= 0 && position <= file.size(); n = body.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        position += n;
        progress.at(file, Math.min(position, file.size()));
      }
      out.force(true);
    }
    if (here() < file.size()) {
      throw new IOException("the connection ended early");
    }
  }

  private boolean isRight() throws IOException {
    return here() == file.size() && file.digest().matches(part);
  }

  private long here() throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void checkRoom() throws IOException {
    long room = Files.getFileStore(part.getParent()).getUsableSpace();
    long needed = file.size() - here();
    if (room < needed) {
      throw new UserError(
          "%s needs %d MB but %s has %d MB left: make room, or set HF_HOME to another folder",
          file.path(), needed / 1_000_000 + 1, part.getParent(), room / 1_000_000);
    }
  }
}
