// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' Alertmanager, which tells one URL of all that it is told. */
final class Alertmanager implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/local/bin/prometheus-alertmanager");
  private static final Pattern PORT = Pattern.compile("Listening on.*address=127.0.0.1:([0-9]+)");

  private final Process process;
  private final int port;

  static boolean isThere() {
    return Files.isExecutable(PROGRAM);
  }

  Alertmanager(Path folder, String tells) throws IOException {
    Path config = Files.createDirectories(folder).resolve("alertmanager.yml");
    Files.writeString(
        config,
        """
        route: {receiver: us, group_wait: 0s, group_interval: 1s}
        receivers:
        - name: us
          webhook_configs: [{url: "%s", send_resolved: true}]
        """
            .formatted(tells));
    Path log = folder.resolve("log");
    process =
        new ProcessBuilder(
                List.of(
                    PROGRAM.toString(),
                    "--config.file=" + config,
                    "--storage.path=" + folder.resolve("data"),
                    "--web.listen-address=127.0.0.1:0",
                    "--cluster.listen-address="))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    HubProcess.await(() -> !process.isAlive() || port(log).find());
    Matcher found = port(log);
    if (!found.find()) {
      process.destroyForcibly();
      throw new AssertionError("It did not start: " + Files.readString(log));
    }
    port = Integer.parseInt(found.group(1));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Matcher port(Path log) {
    try {
      return PORT.matcher(Files.readString(log));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
