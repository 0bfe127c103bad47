// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.SpringAiRelease;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A client of Spring AI's: its starter, the protocol of its server, its type and its JDK. */
record SpringAiClient(
    SpringAiRelease release, String starter, String protocol, String type, int jdk) {

  /** Spring AI puts the connection's name behind the client's. */
  static final String NAME = "spring-client - peer";

  static final String VERSION = "7.8.9";

  private static final String PREFIX = "spring.ai.mcp.client.";
  private static final String ADDRESS = "127.0.0.1";

  /** The server that this client is for. */
  SpringAiServer server() {
    return new SpringAiServer(release, "server-webmvc", protocol, "SYNC", 17);
  }

  boolean isStdio() {
    return server().isStdio();
  }

  /** The client with the agent, which calls these tools on a server that it starts itself. */
  App app(OtlpReceiver receiver, String... tools) {
    App app = configured(receiver, tools);
    List<String> command = server().app().exportingTo(receiver).command();
    app.property(PREFIX + "stdio.connections.peer.command", command.get(0));
    for (int i = 1; i < command.size(); i++) {
      app.property(PREFIX + "stdio.connections.peer.args[" + (i - 1) + "]", command.get(i));
    }
    return app;
  }

  /** The client with the agent, which calls these tools on a running server. */
  App app(OtlpReceiver receiver, int port, String... tools) {
    String name = protocol.equals("SSE") ? "sse" : "streamable-http";
    return configured(receiver, tools)
        .property(PREFIX + name + ".connections.peer.url", "http://" + ADDRESS + ":" + port);
  }

  private App configured(OtlpReceiver receiver, String... tools) {
    return release
        .client(Jdk.version(jdk), starter, tools)
        .exportingTo(receiver)
        .property("otel.service.name", toString())
        .property("spring.main.banner-mode", "off")
        .property("spring.main.web-application-type", "none")
        .property(PREFIX + "name", "spring-client")
        .property(PREFIX + "version", VERSION)
        .property(PREFIX + "type", type)
        .property(PREFIX + "toolcallback.enabled", "true");
  }

  /** How the conventions describe the transport to a server with this port. */
  Map<String, Object> network(int port) {
    Map<String, Object> network = new LinkedHashMap<>(server().network());
    if (!isStdio()) {
      network.put("server.address", ADDRESS);
      network.put("server.port", (long) port);
    }
    return network;
  }

  /** Only this transport has a header for it. */
  boolean isToldItsSession() {
    return protocol.equals("STREAMABLE");
  }

  @Override
  public String toString() {
    return release + " " + starter + " " + protocol + " " + type + " on JDK " + jdk;
  }
}
