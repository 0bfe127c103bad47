// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * A stdio server with tools that are the death of its transport. {@code hold} stops its own thread
 * while that hands the answer over to the SDK's queue, until another answer has failed to get in,
 * as a thread that gets no processor in that moment does. {@code unwritable} answers what is no
 * JSON. Without an end of its own, it is for the test to end it.
 */
public final class DyingServer {

  private static final Logger logger = LoggerFactory.getLogger(DyingServer.class);

  private DyingServer() {}

  public static void main(String[] args) {
    Map<String, SyncTools.Body> tools = new LinkedHashMap<>(SyncTools.plain());
    tools.put("hold", (exchange, call) -> hold());
    tools.put("unwritable", (exchange, call) -> unwritable());
    SyncServers.build(Sdk.callStatic("server.McpServer", "sync", Transports.stdioServer()), tools);
    // As an application does that has more to do.
    await(new CountDownLatch(1));
  }

  private static CallToolResult hold() {
    Thread answering = Thread.currentThread();
    AtomicBoolean held = new AtomicBoolean();
    CountDownLatch lost = new CountDownLatch(1);
    Hooks.onErrorDropped(
        error -> {
          logger.error("nobody is told: {}", error.toString());
          lost.countDown();
        });
    Schedulers.onScheduleHook(
        "hold",
        task -> {
          if (Thread.currentThread() == answering && held.compareAndSet(false, true)) {
            logger.info("held");
            await(lost);
          }
          return task;
        });
    return Catalog.text("held");
  }

  private static CallToolResult unwritable() {
    Map<String, Object> itself = new HashMap<>();
    itself.put("itself", itself);
    return Sdk.record(
        CallToolResult.class,
        Map.of("content", List.of(), "isError", false, "structuredContent", itself));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
