// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpAsyncServer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** Builds servers with the reactive API. */
public final class AsyncServers {

  private AsyncServers() {}

  public static McpAsyncServer build(Object spec) {
    AtomicReference<McpAsyncServer> server = new AtomicReference<>();
    server.set(
        (McpAsyncServer) features(spec).build(Exchange.possible(new AsyncTools(server).all())));
    return server.get();
  }

  /** One with just these tools. */
  static void build(Object spec, Map<String, AsyncTools.Body> tools) {
    features(spec).build(tools);
  }

  public static void buildStateless(Object spec) {
    features(spec).build(AsyncTools.plain());
  }

  private static Features features(Object spec) {
    return new Features(spec, "Async", Mono::fromCallable);
  }
}
