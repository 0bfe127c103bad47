// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.AsyncServers;
import io.mcpotel.it.app.ClientCalls;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Opens, uses and closes sessions in one JVM: for each line on stdin that many of a client with a
 * server, and as many of a streamable server. Prints {@code DONE} after each.
 */
public final class ManySessions {

  private final InMemoryTransport transport = new InMemoryTransport();
  private final InMemoryStreams streams = new InMemoryStreams();

  private ManySessions() {
    AsyncServers.build(McpServer.async(transport));
    AsyncServers.build(McpServer.async(streams));
  }

  public static void main(String[] args) throws Exception {
    ManySessions sessions = new ManySessions();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      sessions.use(Integer.parseInt(line));
      System.out.println("DONE");
    }
  }

  /** For a class loader that has its own copy of this class. */
  public static void some() {
    new ManySessions().use(20);
  }

  private void use(int count) {
    Flux.range(0, count).flatMap(number -> useSession(), 1024).blockLast();
    for (int i = 0; i < count; i++) {
      streams.useSession();
    }
  }

  /** One call is answered, one is given up and one times out. */
  private Mono<Void> useSession() {
    McpAsyncClient client =
        McpClient.async(transport.client())
            .clientInfo(ClientCalls.INFO)
            .requestTimeout(Duration.ofMillis(500))
            .build();
    return client
        .initialize()
        .then(Mono.defer(() -> client.callTool(call("echo"))))
        .then(Mono.fromRunnable(() -> client.callTool(call("hang")).subscribe().dispose()))
        .then(Mono.defer(() -> client.callTool(call("hang"))))
        // Times out; on a busy machine a call before it may, too.
        .onErrorComplete()
        .then(Mono.fromRunnable(client::close));
  }

  private static CallToolRequest call(String tool) {
    return CallToolRequest.builder(tool).arguments(Map.of()).build();
  }
}
