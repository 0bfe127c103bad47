// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client of LangChain4j's, in a JVM without the MCP SDK, and a server, both with the agent. */
final class LangChain4jClient implements AutoCloseable {

  static final String NEWEST = "1.18.1-beta28";

  private static final String FOLDER = "langchain4j";
  private static final int FIRST = 1;
  private static final long PATIENT = 60_000;

  /** Both keep the texts of their messages. */
  private static final Map<String, String> MESSAGES =
      Map.of("otel.instrumentation.mcp.capture", "errors,messages");

  private final OtlpReceiver clientReceiver = OtlpReceiver.start();
  private final OtlpReceiver serverReceiver = OtlpReceiver.start();
  private final AppProcess server;
  private final AppProcess client;
  private final String transport;
  private int next = FIRST;

  /** Starts a client of this version, and a server of the SDK that both use this transport. */
  LangChain4jClient(String release, String transport) {
    this.transport = transport;
    App served = TestServer.launch(new ServerKind(transport, "sync", 17));
    served.exportingTo(serverReceiver).properties(MESSAGES);
    boolean pipe = transport.equals("stdio");
    server = pipe ? null : served.start();
    client = start(jars(release), PATIENT, MESSAGES, pipe ? served.command() : List.of(url()));
  }

  private LangChain4jClient(String transport, List<String> target) {
    this.transport = transport;
    server = null;
    client = ready(app(jars(NEWEST), arguments(PATIENT, target)));
  }

  /** Starts the newest client, without the agent, and a server that it talks to by a pipe. */
  static LangChain4jClient withoutAgentOnAPipe() {
    return new LangChain4jClient("stdio", TestServer.launch(ServerKind.STDIO).command());
  }

  /** Starts the newest client, without the agent, of a server that is there. */
  static LangChain4jClient withoutAgent(String transport, String url) {
    return new LangChain4jClient(transport, List.of(url));
  }

  /** Starts a client of a server that is there. */
  LangChain4jClient(
      String release, String transport, long timeoutMillis, Map<String, String> more, String url) {
    this.transport = transport;
    server = null;
    client = start(jars(release), timeoutMillis, more, List.of(url));
  }

  /** Starts the newest client with another jar of its own. */
  LangChain4jClient(Path itsJar, String transport, String url) {
    this.transport = transport;
    server = null;
    List<String> jars =
        jars(NEWEST).stream()
            .map(jar -> jar.endsWith(itsJar.getFileName().toString()) ? itsJar.toString() : jar)
            .toList();
    client = start(jars, PATIENT, Map.of(), List.of(url));
  }

  static List<String> jars(String release) {
    return Libraries.of("dev.langchain4j:langchain4j-mcp:" + release).jars();
  }

  private AppProcess start(
      List<String> jars, long timeoutMillis, Map<String, String> properties, List<String> target) {
    return ready(
        app(jars, arguments(timeoutMillis, target))
            .exportingTo(clientReceiver)
            .properties(properties));
  }

  private String[] arguments(long timeoutMillis, List<String> target) {
    List<String> arguments = new ArrayList<>(List.of(transport, Long.toString(timeoutMillis)));
    arguments.addAll(target);
    return arguments.toArray(String[]::new);
  }

  private static AppProcess ready(App app) {
    AppProcess process = app.start();
    process.stdout().await(0, "ready"::equals, AppProcess.PATIENCE);
    return process;
  }

  private static App app(List<String> jars, String... arguments) {
    String name = FOLDER + "-" + Integer.toHexString(jars.hashCode());
    Path classes = AppSources.compile(name, List.of(Path.of("src/apps", FOLDER)), jars);
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

  /** Ends the client, which closes its session, and the server, with all that they have to tell. */
  void stop() {
    client.send("exit");
    client.awaitExit(AppProcess.PATIENCE);
    if (server != null) {
      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);
    }
  }

  /** Attaches the agent, to export to where {@link #atClient} looks; the result is what it said. */
  String attachAgent() {
    return AgentJar.attach(
        client,
        "otel.exporter.otlp.endpoint=" + clientReceiver.endpoint(),
        "otel.bsp.schedule.delay=100",
        "otel.blrp.schedule.delay=100");
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
