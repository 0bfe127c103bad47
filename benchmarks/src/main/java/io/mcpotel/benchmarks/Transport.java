// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the servers that are put under load are called, and with how many calls in flight. */
enum Transport {
  STREAMABLE(TomcatServer.class, List.of(1, 8, 64)),
  STATELESS(TomcatServer.class, List.of(1, 8, 64)),
  STDIO(StdioServer.class, List.of(1));

  private final Class<?> server;
  private final List<Integer> connections;

  Transport(Class<?> server, List<Integer> connections) {
    this.server = server;
    this.connections = connections;
  }

  static Optional<Transport> named(String word) {
    return Arrays.stream(values())
        .filter(transport -> transport.toString().equals(word))
        .findFirst();
  }

  Class<?> server() {
    return server;
  }

  List<Integer> connections() {
    return connections;
  }

  int mostConnections() {
    return connections.get(connections.size() - 1);
  }

  /** The clients of a server that starts; they are there when it is. */
  List<Caller> connect(Process process) throws IOException {
    if (this == STDIO) {
      return List.of(new StdioCaller(process));
    }
    String port = process.inputReader(StandardCharsets.UTF_8).readLine();
    if (port == null) {
      throw new IOException("the server did not start");
    }
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < mostConnections(); i++) {
      callers.add(new HttpCaller(Integer.parseInt(port), this == STREAMABLE));
    }
    return callers;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
