// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.peer.HttpTap;
import io.mcpotel.it.support.peer.StdioTap;
import io.mcpotel.it.support.peer.WireTap;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Transcript;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A test client and a test server, both with the agent and each with a receiver of its own. */
public final class ClientAndServer implements AutoCloseable {

  private final OtlpReceiver clientReceiver = OtlpReceiver.start();
  private final OtlpReceiver serverReceiver = OtlpReceiver.start();
  private final ClientKind kind;
  private final Path wire;
  private final AppProcess server;
  private final HttpTap tap;
  private final TestClient client;
  private final Map<String, Object> initialized;

  public ClientAndServer(ClientKind kind) {
    this(kind, Map.of());
  }

  /** With more properties for both. */
  public ClientAndServer(ClientKind kind, Map<String, String> properties) {
    this(kind, kind.transport(), properties, null);
  }

  /**
   * With a tap between both, on a server of its own transport.
   *
   * @param wire the file of a tap on stdio
   */
  public static ClientAndServer tapped(ClientKind kind, String servers, Path wire) {
    return new ClientAndServer(kind, servers, Map.of(), wire);
  }

  private ClientAndServer(
      ClientKind kind, String servers, Map<String, String> properties, Path wire) {
    this.kind = kind;
    this.wire = wire;
    App app =
        App.on(Jdk.oldest())
            .classPath(kind.release().classPath())
            .exportingTo(serverReceiver)
            .properties(properties)
            .main(ServerMain.class, servers, serversApi());
    server = kind.isHttp() ? app.start() : null;
    tap = server != null && wire != null ? new HttpTap(server.port()) : null;
    client =
        TestClient.start(
            App.on(Jdk.version(kind.jdk()))
                .classPath(kind.release().classPath())
                .exportingTo(clientReceiver)
                .properties(properties),
            kind.api(),
            kind.transport(),
            60_000,
            kind.isHttp() ? List.of(url()) : command(app));
    client.process().awaitAgent();
    initialized = Json.parse(client.expect("init"));
    Tested.client(kind.release(), kind.transport());
  }

  private String url() {
    return tap == null ? "http://127.0.0.1:" + server.port() : tap.url();
  }

  private List<String> command(App app) {
    return wire == null ? app.command() : StdioTap.command(wire, app.command());
  }

  /** What went over the wire. */
  public WireTap wire() {
    return tap == null ? StdioTap.read(wire) : tap.wire();
  }

  /** A blocking SSE server of old may interrupt the thread that writes an answer to its stream. */
  private String serversApi() {
    return kind.transport().equals("sse") && !kind.release().isNewest() ? "async" : "sync";
  }

  public TestClient client() {
    return client;
  }

  /** Ends both, with all that they have to tell. */
  public void stop() {
    client.expect("close");
    client.process().send("exit 0");
    client.process().awaitExit(AppProcess.PATIENCE);
    if (server != null) {
      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);
    }
  }

  /** What the server logs; a stdio client passes it on. */
  public Transcript serverStderr() {
    return server == null ? client.process().stderr() : server.stderr();
  }

  public Collector clientCollector() {
    return Collector.of(clientReceiver);
  }

  public Collector serverCollector() {
    return Collector.of(serverReceiver);
  }

  /** What every metric of the client has. */
  public Map<String, Object> metricAttributes() {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("mcp.protocol.version", initialized.get("protocolVersion"));
    attributes.put("network.transport", kind.isHttp() ? "tcp" : "pipe");
    if (kind.isHttp()) {
      attributes.put("network.protocol.name", "http");
    }
    return attributes;
  }

  /** What a server's address adds for what the client sends. */
  public Map<String, Object> addressAttributes() {
    return kind.isHttp()
        ? Map.of("server.address", "127.0.0.1", "server.port", (long) server.port())
        : Map.of();
  }

  /**
   * What every span of the client has.
   *
   * @param sessionId the session's id at the server, which only streamable HTTP tells its client
   */
  public Expected sessionAttributes(Object sessionId) {
    Expected expected =
        Expected.attributes()
            .with(metricAttributes())
            .with("mcp.client.name", "test-client")
            .with("mcp.client.version", "9.8.7")
            .with("mcp.server.name", "test-server")
            .with("mcp.server.version", "1.2.3");
    return kind.transport().equals("streamable")
        ? expected.with("mcp.session.id", sessionId)
        : expected;
  }

  /** What the client's span for a call of a tool has, which was answered by this one. */
  public Map<String, Object> callAttributes(String tool, SpanView served) {
    return sessionAttributes(served.attributes().get("mcp.session.id"))
        .with(addressAttributes())
        .with("mcp.method.name", "tools/call")
        .with("jsonrpc.request.id", served.attributes().get("jsonrpc.request.id"))
        .tool(tool)
        .map();
  }

  /** By what the client measures calls of a tool. */
  public Map<String, Object> durationAttributes(String tool) {
    return Expected.attributes()
        .with(metricAttributes())
        .with(addressAttributes())
        .with("mcp.method.name", "tools/call")
        .tool(tool)
        .map();
  }

  @Override
  public void close() {
    client.close();
    if (tap != null) {
      tap.close();
    }
    if (server != null) {
      server.close();
    }
    clientReceiver.close();
    serverReceiver.close();
  }
}
