// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.process.AppProcess;
import java.time.Duration;

/** A raw peer of a stdio server. */
public final class RawStdio extends RawPeer {

  private final AppProcess server;
  private final Thread reader;

  public RawStdio(AppProcess server) {
    this.server = server;
    reader = new Thread(this::read, "raw-stdio");
    reader.setDaemon(true);
    reader.start();
  }

  @Override
  protected void write(String message) {
    server.send(message);
  }

  @Override
  public void close() {
    server.closeStdin();
  }

  private void read() {
    for (int next = 0; ; next++) {
      try {
        int index = server.stdout().await(next, line -> true, Duration.ofDays(1));
        receive(server.stdout().line(index));
      } catch (AssertionError e) {
        // The server has closed its stdout.
        return;
      }
    }
  }
}
