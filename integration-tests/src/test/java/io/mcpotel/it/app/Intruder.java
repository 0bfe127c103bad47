// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

/** A service that an application's jar offers to whoever looks for one. */
public final class Intruder {

  static {
    System.err.println("[mcp-otel-agent] runs what the application has brought");
  }
}
