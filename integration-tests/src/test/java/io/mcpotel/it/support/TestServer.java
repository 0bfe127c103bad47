// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawSse;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A test server with the agent, a receiver of its own and a raw peer that has shaken hands. */
public final class TestServer implements AutoCloseable {

  private static final int MOST_TRIES = 20;

  private static final Map<ServerKind, TestServer> SHARED = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> SHARED.values().forEach(TestServer::close)));
  }

  private static final String ONE_HOUR = "3600000";

  private final ServerKind kind;
  private final OtlpReceiver receiver = OtlpReceiver.start();
  private final AppProcess process;
  private final RawPeer peer;
  private final Call initialize;
  private String session;
  private boolean sleeps;

  private TestServer(ServerKind kind, App app, Map<String, String> properties, boolean ready) {
    this.kind = kind;
    process =
        app.exportingTo(receiver)
            // An export may be under way when it falls asleep.
            .property("otel.exporter.otlp.timeout", ONE_HOUR)
            .properties(properties)
            .start();
    peer = connect();
    initialize = peer.initialize();
    if (ready) {
      process.awaitAgent();
    }
    Tested.server(kind.release(), kind.transport());
  }

  /**
   * One server of this kind for all test classes: starting a JVM is what takes the time. They run
   * in one thread, as they look at what is open and logged there. All but the one in use sleep:
   * they would export a few times a second, for as long as the tests run.
   */
  public static TestServer shared(ServerKind kind) {
    TestServer server = SHARED.computeIfAbsent(kind, TestServer::start);
    letOthersSleep(List.of(server));
    return server;
  }

  /** A second one that is used together with the first. */
  public static TestServer sharedBeside(TestServer first, ServerKind kind) {
    TestServer server = SHARED.computeIfAbsent(kind, TestServer::start);
    letOthersSleep(List.of(first, server));
    return server;
  }

  private static void letOthersSleep(List<TestServer> used) {
    SHARED.values().stream().filter(one -> !used.contains(one)).forEach(TestServer::fallAsleep);
    used.forEach(TestServer::wakeUp);
  }

  private void fallAsleep() {
    if (!sleeps) {
      process.signal("STOP");
      sleeps = true;
    }
  }

  private void wakeUp() {
    if (sleeps) {
      process.signal("CONT");
      sleeps = false;
      // A connection that has been idle for too long breaks now, and not under a test.
      peer.request("ping");
    }
  }

  public static TestServer start(ServerKind kind) {
    return start(kind, Map.of());
  }

  public static TestServer start(ServerKind kind, Map<String, String> properties) {
    return new TestServer(kind, launch(kind), properties, true);
  }

  /** One that was launched with options of its own. */
  public static TestServer start(App app, ServerKind kind) {
    return new TestServer(kind, app, Map.of(), false);
  }

  /** The same server without the agent. */
  public static App launch(ServerKind kind) {
    return App.on(Jdk.version(kind.jdk()))
        .classPath(kind.release().classPath())
        .main(ServerMain.class, kind.transport(), kind.api());
  }

  /** A further peer that has not shaken hands; a stdio server has one peer only. */
  public RawPeer connect() {
    return connect(kind, process);
  }

  public static RawPeer connect(ServerKind kind, AppProcess process) {
    return switch (kind.transport()) {
      case "stdio" -> new RawStdio(process);
      case "sse" -> new RawSse(process.port());
      default -> new RawHttp(process.port());
    };
  }

  public ServerKind kind() {
    return kind;
  }

  public RawPeer peer() {
    return peer;
  }

  /**
   * Calls a tool that fails, and again where the SDK says that it could not send the answer. SDK
   * 2.1.0 may interrupt the thread that writes it, with an agent or without, and then the server
   * does not know that the answer came through.
   */
  public Call callFailing(String tool, Map<String, Object> arguments) {
    Call call = peer.callTool(tool, arguments);
    for (int again = 0; again < MOST_TRIES && !saysThatItAnswered(call); again++) {
      call = peer.callTool(tool, arguments);
    }
    return call;
  }

  private boolean saysThatItAnswered(Call call) {
    return !String.valueOf(collector().serverSpan(call).attributes().get("error.type"))
        .endsWith("McpTransportException");
  }

  public Call initialize() {
    return initialize;
  }

  public AppProcess process() {
    return process;
  }

  public Collector collector() {
    return Collector.of(receiver);
  }

  public OtlpReceiver receiver() {
    return receiver;
  }

  /** What every span of the peer's session has. */
  public Map<String, Object> sessionAttributes() {
    Map<String, Object> attributes = new LinkedHashMap<>(kind.network());
    attributes.put("mcp.server.name", "test-server");
    attributes.put("mcp.server.version", "1.2.3");
    if (kind.hasSessions()) {
      attributes.put("mcp.client.name", RawPeer.NAME);
      attributes.put("mcp.client.version", RawPeer.VERSION);
      attributes.put("mcp.protocol.version", negotiatedVersion());
      attributes.put("mcp.session.id", sessionId());
    }
    return attributes;
  }

  /** What every metric of the peer's session has. */
  public Map<String, Object> metricAttributes() {
    Map<String, Object> attributes = new LinkedHashMap<>(kind.network());
    if (kind.hasSessions()) {
      attributes.put("mcp.protocol.version", negotiatedVersion());
    }
    return attributes;
  }

  /** The SSE transport has an older version than the one that the peer asks for. */
  public Object negotiatedVersion() {
    return initialize.result().get("protocolVersion");
  }

  /** A request's span has these, and what its method adds. */
  public Expected request(String method, Call call) {
    return Expected.attributes()
        .with(sessionAttributes())
        .with("mcp.method.name", method)
        .with("jsonrpc.request.id", String.valueOf(call.id()));
  }

  public Expected metric(String method) {
    return Expected.attributes().with(metricAttributes()).with("mcp.method.name", method);
  }

  /** The name of the session that its peer knows; a stdio client is never told the server's. */
  public String sessionId() {
    if (session == null && kind.hasSessions()) {
      String own = peer.callTool("session").text();
      session = peer.sessionId() == null ? own : peer.sessionId();
    }
    return session;
  }

  /** Ends it, with all that it has to tell. */
  public void stop() {
    if (kind.transport().equals("stdio")) {
      process.closeStdin();
    } else {
      process.send("stop");
    }
    process.awaitExit(AppProcess.PATIENCE);
  }

  @Override
  public void close() {
    process.close();
    receiver.close();
  }
}
