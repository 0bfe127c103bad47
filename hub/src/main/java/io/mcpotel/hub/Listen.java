// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where the hub is reached. */
record Listen(InetAddress host, int httpPort, int grpcPort) {

  private static final String ELSEWHERE =
      "is reached from other machines, which need tokens: make one with"
          + " `java -jar mcp-otel-hub.jar token NAME`, and put its line into hub.yaml";

  static Listen read(Fields top, Options options, boolean withoutTokens) {
    Value inFile = top.value("host");
    String option = options.value(Options.HOST).orElse(null);
    String host = option == null ? inFile.text("127.0.0.1") : option;
    InetAddress address = InetAddress.getLoopbackAddress();
    try {
      address = InetAddress.getByName(host);
      if (withoutTokens && !address.isLoopbackAddress()) {
        wrong(option, inFile, ELSEWHERE);
      }
    } catch (UnknownHostException e) {
      wrong(option, inFile, "is not known: " + host);
    }
    int httpPort = top.value("port").whole(4318, 0, 65_535);
    int grpcPort = top.value("grpc_port").whole(4317, 0, 65_535);
    return new Listen(
        address,
        options.port(Options.PORT).orElse(httpPort),
        options.port(Options.GRPC_PORT).orElse(grpcPort));
  }

  private static void wrong(String option, Value inFile, String message) {
    if (option != null) {
      throw new IllegalArgumentException("--host " + option + " " + message);
    }
    inFile.wrong(message);
  }

  boolean isLoopback() {
    return host.isLoopbackAddress();
  }

  InetSocketAddress http() {
    return new InetSocketAddress(host, httpPort);
  }

  InetSocketAddress grpc() {
    return new InetSocketAddress(host, grpcPort);
  }

  List<String> summary() {
    return List.of(
        "HTTP on " + host.getHostAddress() + " port " + httpPort + ", gRPC on port " + grpcPort);
  }
}
