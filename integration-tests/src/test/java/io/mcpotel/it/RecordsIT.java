// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import io.mcpotel.sample.receiver.LogView;
import java.util.Map;

/** The record of operations, sessions and messages. */
class RecordsIT {

  @org.junit.jupiter.api.Test
  void everyCallIsOnRecord() {
    for (ServerKind kind : java.util.List.of(ServerKind.STDIO)) {
      try (TestServer server =
          TestServer.start(
              kind,
              Map.of("otel.instrumentation.mcp.capture", "errors,arguments,results,messages"))) {
        Call call = server.peer().callTool("echo", Map.of("text", "hello"));
        server.collector().serverSpan(call);
        server.peer().callTool("fail");
        server.peer().request("nope/nope");
        server.peer().request("resources/read", Map.of("uri", "test://manual"));
        server.process().closeStdin();
        server.process().awaitExit(AppProcess.PATIENCE);
        for (LogView log : server.collector().logs()) {
          System.out.println("LOG " + log);
        }
        System.out.println(server.collector().serverSpan(call));
      }
    }
  }
}
