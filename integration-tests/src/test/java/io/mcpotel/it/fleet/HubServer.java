// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The hub's jar as the build made it, running with a {@code hub.yaml}. */
final class HubServer implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("listens on port ([0-9]+) \\(HTTP\\)");

  private final AppProcess process;
  private final int port;
  private final HttpProbe probe;

  private HubServer(AppProcess process) {
    this.process = process;
    int line = process.stdout().await(0, text -> PORT.matcher(text).find(), AppProcess.PATIENCE);
    Matcher found = PORT.matcher(process.stdout().line(line));
    found.find();
    port = Integer.parseInt(found.group(1));
    probe = new HttpProbe(port);
  }

  /**
   * Starts it.
   *
   * @param folder where its configuration and its data go
   */
  static HubServer start(Path folder, String config) throws IOException {
    if (!Files.isRegularFile(Path.of(System.getProperty("hub.jar")))) {
      throw new IllegalStateException("There is no " + System.getProperty("hub.jar"));
    }
    Path file = Files.writeString(folder.resolve("hub.yaml"), config);
    return new HubServer(
        App.start(
            List.of(
                Jdk.oldest().java().toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                System.getProperty("hub.jar"),
                "--config",
                file.toString(),
                "--data",
                folder.resolve("hub").toString(),
                "--port",
                "0",
                "--grpc-port",
                "0"),
            Map.of()));
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  /** The answer to a question, below {@code /api/v1/}. */
  Map<String, Object> ask(String question) {
    HttpProbe.Answer answer =
        probe.send("GET", "/api/v1/" + question, null, "Accept", "application/json");
    assertEquals(200, answer.status(), () -> question + "\n" + answer.body());
    return Json.parse(answer.body());
  }

  /** The rows of an answer. */
  @SuppressWarnings("unchecked")
  List<Map<String, Object>> rows(String question, String name) {
    return (List<Map<String, Object>>) ask(question).get(name);
  }

  AppProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }
}
