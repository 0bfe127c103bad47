// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/** What the command line says. */
record Options(InetAddress host, int httpPort, int grpcPort, Path data) {

  static final String USAGE =
      "Usage: java -jar mcp-otel-hub.jar [--data DIR] [--port 4318] [--grpc-port 4317]"
          + " [--host localhost]";

  static Options parse(List<String> arguments) {
    String host = "127.0.0.1";
    int httpPort = 4318;
    int grpcPort = 4317;
    Path data = Path.of("mcp-hub");
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (!List.of("--host", "--port", "--grpc-port", "--data").contains(name)) {
        throw new IllegalArgumentException("there is no option " + name + ". " + USAGE);
      }
      if (equals < 0 && ++i == arguments.size()) {
        throw new IllegalArgumentException(name + " needs a value. " + USAGE);
      }
      String value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
      switch (name) {
        case "--host" -> host = value;
        case "--port" -> httpPort = port(name, value);
        case "--grpc-port" -> grpcPort = port(name, value);
        default -> data = Path.of(value);
      }
    }
    return new Options(loopback(host), httpPort, grpcPort, data);
  }

  private static int port(String name, String value) {
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        name + " has to be a port from 0 (any) to 65535, and was " + value);
  }

  /** Whoever can connect can write and read everything, as long as there are no tokens. */
  private static InetAddress loopback(String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (address.isLoopbackAddress()) {
        return address;
      }
      throw new IllegalArgumentException(
          "--host has to be of the loopback interface, such as localhost, and was "
              + host
              + ": listening elsewhere would need tokens, which this hub does not have yet");
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("--host is not known: " + host);
    }
  }
}
