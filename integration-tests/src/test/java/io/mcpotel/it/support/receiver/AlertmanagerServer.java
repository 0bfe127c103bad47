// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;

/** A real Alertmanager. */
public final class AlertmanagerServer implements AutoCloseable {

  private static final String PROGRAM = "prometheus-alertmanager";
  private static final long PAUSE_NANOS = 100_000_000;

  private final AppProcess process;
  private final int port;

  private AlertmanagerServer(AppProcess process, int port) {
    this.process = process;
    this.port = port;
    long deadline = System.nanoTime() + AppProcess.PATIENCE.toNanos();
    while (!Ports.isOpen("127.0.0.1", port)) {
      assertTrue(process.isAlive() && System.nanoTime() - deadline < 0, process.stderr()::toString);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /**
   * Skips the test where there is none.
   *
   * @param folder where its configuration and its data go
   */
  public static AlertmanagerServer start(Path folder, String text) throws IOException {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, PROGRAM))),
        "there is no " + PROGRAM + " on the PATH");
    Path config = Files.writeString(folder.resolve("alertmanager.yml"), text);
    int port = Ports.free();
    return new AlertmanagerServer(
        App.start(
            List.of(
                PROGRAM,
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address="),
            Map.of()),
        port);
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
