// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.config.Fields;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where the hub is reached. */
record Listen(InetAddress host, int httpPort, int grpcPort) {

  private static final String ELSEWHERE =
      "is reached from other machines, which need tokens, and this hub does not have them yet";

  static Listen read(Fields top, Options options) {
    String host = top.value("host").text("127.0.0.1");
    int httpPort = top.value("port").whole(4318, 0, 65_535);
    int grpcPort = top.value("grpc_port").whole(4317, 0, 65_535);
    InetAddress address = InetAddress.getLoopbackAddress();
    String option = options.value(Options.HOST).orElse(null);
    try {
      address = InetAddress.getByName(option == null ? host : option);
    } catch (UnknownHostException e) {
      if (option != null) {
        throw new IllegalArgumentException("--host is not known: " + option);
      }
      top.value("host").wrong("is not known: " + host);
    }
    if (!address.isLoopbackAddress()) {
      if (option != null) {
        throw new IllegalArgumentException("--host " + option + " " + ELSEWHERE);
      }
      top.value("host").wrong(ELSEWHERE);
    }
    return new Listen(
        address,
        options.port(Options.PORT).orElse(httpPort),
        options.port(Options.GRPC_PORT).orElse(grpcPort));
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
