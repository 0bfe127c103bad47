// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import io.modelcontextprotocol.server.McpSyncServer;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Builds servers with the blocking API. */
public final class SyncServers {

  private SyncServers() {}

  public static McpSyncServer build(Object spec) {
    AtomicReference<McpSyncServer> server = new AtomicReference<>();
    server.set(
        (McpSyncServer) features(spec).build(Exchange.possible(new SyncTools(server).all())));
    return server.get();
  }

  /** One with just these tools. */
  static void build(Object spec, Map<String, SyncTools.Body> tools) {
    features(spec).build(tools);
  }

  public static void buildStateless(Object spec) {
    features(spec).build(SyncTools.plain());
  }

  private static Features features(Object spec) {
    return new Features(spec, "Sync", SyncServers::call);
  }

  private static Object call(Callable<?> body) {
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
