// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.spec.McpClientTransport;
import java.util.List;

/**
 * Both sides of each transport, as far as the release of the SDK has it. The system properties
 * {@code test.origin} and {@code test.max-size} limit what a server takes.
 */
final class Transports {

  private static final String VALIDATOR =
      "server.transport.DefaultServerTransportSecurityValidator";
  private static final String ORIGIN = System.getProperty("test.origin");
  private static final Integer MAX_SIZE = Integer.getInteger("test.max-size");

  private static final String SERVER = "server.transport.";
  private static final String CLIENT = "client.transport.";

  private Transports() {}

  static McpClientTransport client(String kind, List<String> server) {
    return switch (kind) {
      case "stdio" -> stdioClient(server);
      case "streamable" -> {
        Object builder =
            Sdk.callStatic(CLIENT + "HttpClientStreamableHttpTransport", "builder", server.get(0));
        Sdk.call(builder, "openConnectionOnStartup", false);
        yield (McpClientTransport) Sdk.call(builder, "build");
      }
      case "sse" -> {
        String type = CLIENT + "HttpClientSseClientTransport";
        yield (McpClientTransport)
            (Sdk.has(type + "$Builder")
                ? Sdk.call(Sdk.callStatic(type, "builder", server.get(0)), "build")
                : Sdk.make(type, server.get(0)));
      }
      default -> throw new IllegalArgumentException(kind);
    };
  }

  static Object stdioServer() {
    String type = SERVER + "StdioServerTransportProvider";
    return MAX_SIZE == null
        ? Sdk.make(type, SdkJson.mapper())
        : Sdk.make(type, SdkJson.mapper(), System.in, System.out, MAX_SIZE);
  }

  static Object sseServer() {
    String type = SERVER + "HttpServletSseServerTransportProvider";
    if (!Sdk.has(type + "$Builder")) {
      return Sdk.make(type, SdkJson.mapper(), "/message", "/sse");
    }
    Object builder = builder(type);
    Sdk.call(builder, "messageEndpoint", "/message");
    Sdk.call(builder, "sseEndpoint", "/sse");
    return Sdk.call(builder, "build");
  }

  static Object streamableServer() {
    return Sdk.call(builder(SERVER + "HttpServletStreamableServerTransportProvider"), "build");
  }

  static Object statelessServer() {
    return Sdk.call(builder(SERVER + "HttpServletStatelessServerTransport"), "build");
  }

  /** The oldest builders have no mapper of their own. */
  private static Object builder(String type) {
    Object builder = Sdk.callStatic(type, "builder");
    if (Sdk.has(builder, "objectMapper")) {
      Sdk.call(builder, "objectMapper", SdkJson.mapper());
    }
    if (ORIGIN != null) {
      Object validator = Sdk.callStatic(VALIDATOR, "builder");
      Sdk.call(validator, "allowedOrigin", ORIGIN);
      Sdk.call(builder, "securityValidator", Sdk.call(validator, "build"));
    }
    if (MAX_SIZE != null) {
      Sdk.call(builder, "maxRequestSize", MAX_SIZE);
    }
    return builder;
  }

  private static McpClientTransport stdioClient(List<String> command) {
    ServerParameters server =
        ServerParameters.builder(command.get(0)).args(command.subList(1, command.size())).build();
    StdioClientTransport transport =
        (StdioClientTransport) Sdk.make(CLIENT + "StdioClientTransport", server, SdkJson.mapper());
    transport.setStdErrorHandler(System.err::println);
    return transport;
  }
}
