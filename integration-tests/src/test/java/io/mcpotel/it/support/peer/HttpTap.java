// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands between HTTP clients and a server. It passes every byte on as it comes, and notes the
 * messages in the bodies and event streams with the time at which it passed them on.
 */
public final class HttpTap implements AutoCloseable {

  private final WireTap wire = new WireTap();
  private final ServerSocket socket;
  private final int port;

  public HttpTap(int port) {
    this.port = port;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  public String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public WireTap wire() {
    return wire;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
        daemon(() -> pass(client, server, true));
        daemon(() -> pass(server, client, false));
      } catch (IOException e) {
        // Closed, or a server that is gone.
        continue;
      }
    }
  }

  private void pass(Socket from, Socket to, boolean toServer) {
    try (from;
        to;
        Passing bytes = new Passing(from.getInputStream(), to.getOutputStream())) {
      new HttpMessages(
              bytes, text -> wire.add(new WireMessage(toServer, bytes.passedAt.get(), text)))
          .read();
    } catch (IOException e) {
      // One side hung up, which ends both.
      return;
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "http-tap");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is read of it has been passed on. */
  private static final class Passing extends InputStream {

    final AtomicLong passedAt = new AtomicLong();
    private final InputStream from;
    private final OutputStream to;
    private final byte[] buffer = new byte[8192];
    private int next;
    private int end;

    Passing(InputStream from, OutputStream to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public int read() throws IOException {
      if (next == end) {
        next = 0;
        end = from.read(buffer);
        if (end < 0) {
          end = 0;
          return -1;
        }
        passedAt.set(WireMessage.now());
        to.write(buffer, 0, end);
        to.flush();
      }
      return buffer[next++] & 0xff;
    }
  }
}
