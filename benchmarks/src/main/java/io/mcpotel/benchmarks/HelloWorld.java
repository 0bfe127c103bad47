// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

/** A program that never loads an MCP class. */
public final class HelloWorld {

  private HelloWorld() {}

  public static void main(String[] args) {
    System.out.println("Hello, world!");
  }
}
