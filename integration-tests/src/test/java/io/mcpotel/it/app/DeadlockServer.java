// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import jakarta.servlet.http.HttpServlet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A server on HTTP with a tool that waits for a thread which waits for it. */
public final class DeadlockServer {

  private DeadlockServer() {}

  public static void main(String[] args) throws Exception {
    Map<String, SyncTools.Body> tools = new LinkedHashMap<>(SyncTools.plain());
    tools.put("deadlock", (exchange, call) -> deadlock());
    Object provider = Transports.streamableServer();
    SyncServers.build(Sdk.callStatic("server.McpServer", "sync", provider), tools);
    ServerMain.listen((HttpServlet) provider, () -> {});
  }

  private static CallToolResult deadlock() {
    Object one = new Object();
    Object other = new Object();
    CountDownLatch both = new CountDownLatch(2);
    Thread opponent = new Thread(() -> lock(other, one, both));
    opponent.setDaemon(true);
    opponent.start();
    lock(one, other, both);
    return Catalog.text("never");
  }

  private static void lock(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (second) {
        throw new IllegalStateException("no deadlock");
      }
    }
  }
}
