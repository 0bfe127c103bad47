// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of LangChain4j's, in a JVM without the MCP SDK, and a server, both with the agent. */
final class LangChain4jClient implements AutoCloseable {

  private static final String FOLDER = "langchain4j";
  private static final int FIRST = 1;

  private final OtlpReceiver clientReceiver = OtlpReceiver.start();
  private final OtlpReceiver serverReceiver = OtlpReceiver.start();
  private final AppProcess server;
  private final AppProcess client;
  private final String transport;
  private int next = FIRST;

  /**
   * Starts both.
   *
   * @param release the version of {@code langchain4j-mcp}
   * @param timeoutMillis how long the client waits for a tool
   */
  LangChain4jClient(
      String release, String transport, long timeoutMillis, Map<String, String> properties) {
    this.transport = transport;
    App served = TestServer.launch(new ServerKind(transport, "sync", 17));
    served.exportingTo(serverReceiver).properties(properties);
    boolean pipe = transport.equals("stdio");
    server = pipe ? null : served.start();
    List<String> arguments = new ArrayList<>(List.of(transport, Long.toString(timeoutMillis)));
    arguments.addAll(pipe ? served.command() : List.of(url()));
    client =
        app(release, arguments.toArray(String[]::new))
            .exportingTo(clientReceiver)
            .properties(properties)
            .start();
    client.stdout().await(0, "ready"::equals, AppProcess.PATIENCE);
  }

  private static App app(String release, String... arguments) {
    List<String> jars = Libraries.of("dev.langchain4j:langchain4j-mcp:" + release).jars();
    Path classes =
        AppSources.compile(FOLDER + "-" + release, List.of(Path.of("src/apps", FOLDER)), jars);
    return App.on(Jdk.oldest())
        .classPath(classes + File.pathSeparator + String.join(File.pathSeparator, jars))
        .main("io.mcpotel.it.langchain4j.LangChain4jClient", arguments);
  }

  private String url() {
    return "http://127.0.0.1:" + server.port() + (transport.equals("sse") ? "/sse" : "/mcp");
  }

  /** Gives the client a command and returns what it says then. */
  String run(String command) {
    client.send(command);
    int line = client.stdout().await(next, said -> true, AppProcess.PATIENCE);
    next = line + 1;
    return client.stdout().line(line);
  }

  /** Ends the client, which closes its session. */
  void stop() {
    client.send("exit");
    client.awaitExit(AppProcess.PATIENCE);
  }

  AppProcess process() {
    return client;
  }

  Collector atClient() {
    return Collector.of(clientReceiver);
  }

  Collector atServer() {
    return Collector.of(serverReceiver);
  }

  /** Whether the transport is told the session's id. */
  boolean knowsItsSession() {
    return transport.equals("streamable");
  }

  /** That of SSE makes its own message before there is a span for it. */
  boolean tellsInitialized() {
    return !transport.equals("sse");
  }

  /** What the wire adds to each span and metric of what the client sends. */
  Map<String, Object> wire() {
    return server == null
        ? Map.of("network.transport", "pipe")
        : Map.of(
            "network.transport", "tcp",
            "network.protocol.name", "http",
            "server.address", "127.0.0.1",
            "server.port", (long) server.port());
  }

  @Override
  public void close() {
    client.close();
    if (server != null) {
      server.close();
    }
    clientReceiver.close();
    serverReceiver.close();
  }
}
