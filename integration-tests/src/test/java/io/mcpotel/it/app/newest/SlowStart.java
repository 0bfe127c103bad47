// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.mcpotel.it.app.ClientMain;
import io.mcpotel.it.app.ServerMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server on stdio, or a client, in whose JVM the agent's own threads get no further until a file
 * is there. The server's main thread is interrupted when it makes its first call.
 */
public final class SlowStart {

  private SlowStart() {}

  public static void main(String[] args) throws Exception {
    Path gate = Path.of(args[0]);
    Properties slow =
        new Properties() {
          @Override
          public String getProperty(String key) {
            if (key.startsWith("otel.")
                && Thread.currentThread().getName().startsWith("mcp-otel-agent")) {
              pass(gate);
            }
            return super.getProperty(key);
          }
        };
    slow.putAll(System.getProperties());
    System.setProperties(slow);
    if (args.length > 1) {
      ClientMain.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    Thread.currentThread().interrupt();
    ServerMain.main(new String[] {"stdio", "async"});
    System.err.println("still interrupted: " + Thread.currentThread().isInterrupted());
  }

  private static void pass(Path gate) {
    while (!Files.exists(gate)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
