// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawSse;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.SpringAiRelease;
import java.util.Map;

/** A server of Spring AI's: its starter, its protocol as Spring AI calls it, its type, its JDK. */
record SpringAiServer(
    SpringAiRelease release, String starter, String protocol, String type, int jdk) {

  static final String NAME = "spring-server";
  static final String VERSION = "3.2.1";

  private static final String STDIO = "STDIO";

  App app() {
    return configured(release.server(Jdk.version(jdk), starter));
  }

  /** The same as an executable jar. */
  App packedApp() {
    return configured(release.packedServer(Jdk.version(jdk), starter));
  }

  private App configured(App app) {
    app.property("spring.main.banner-mode", "off")
        .property("spring.ai.mcp.server.name", NAME)
        .property("spring.ai.mcp.server.version", VERSION)
        .property("spring.ai.mcp.server.type", type);
    return isStdio()
        ? app.property("spring.ai.mcp.server.stdio", "true")
            .property("spring.main.web-application-type", "none")
            .property("logging.threshold.console", "OFF")
        : app.property("spring.ai.mcp.server.protocol", protocol)
            .property("server.address", "127.0.0.1")
            .property("server.port", "0");
  }

  RawPeer connect(AppProcess process) {
    return switch (protocol) {
      case STDIO -> new RawStdio(process);
      case "SSE" -> new RawSse(process.port());
      default -> new RawHttp(process.port());
    };
  }

  boolean isStdio() {
    return protocol.equals(STDIO);
  }

  boolean hasSessions() {
    return !protocol.equals("STATELESS");
  }

  /**
   * Whether the peer is told the session's id. It is not over stdio, and the WebMVC transport of
   * SDK 0.10 has another id for itself than the session has.
   */
  boolean tellsItsSession() {
    return !isStdio() && !(release == SpringAiRelease.V1_0 && starter.equals("server-webmvc"));
  }

  /** How the conventions describe the transport. */
  Map<String, Object> network() {
    return isStdio()
        ? Map.of("network.transport", "pipe")
        : Map.of("network.transport", "tcp", "network.protocol.name", "http");
  }

  @Override
  public String toString() {
    return release + " " + starter + " " + protocol + " " + type + " on JDK " + jdk;
  }
}
