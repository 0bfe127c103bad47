// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app;

import java.io.IOException;

/** A program that has nothing to do with MCP, until its input ends. */
public final class Idle {

  private Idle() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("idle");
    System.in.read();
  }
}
