// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/** Measures tool calls of an in-process server, in a JVM with or without an agent. */
public final class ServerCalls {

  private ServerCalls() {}

  public static void main(String[] args) throws InterruptedException {
    InProcessServer server = new InProcessServer();
    System.out.println(new CallLoop(server::call).measure(Integer.parseInt(args[0])).line());
  }
}
