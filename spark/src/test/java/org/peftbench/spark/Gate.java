package org.peftbench.spark;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Where runs ask whether they may go on. */
final class Gate implements Closeable {
  private final ServerSocket server;

  Gate() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(120_000);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The next run that asks. */
  Visitor next() throws IOException {
    Socket socket = server.accept();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String[] told = lines.readLine().split(" ", 2);
    return new Visitor(
        socket, Long.parseLong(told[0]), ProcessHandle.of(Long.parseLong(told[1])).orElseThrow());
  }

  /** A run that waits. */
  record Visitor(Socket socket, long seed, ProcessHandle process) {
    void letGo() throws IOException {
      try (socket) {
        socket.getOutputStream().write('\n');
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
