// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What is told on stderr while this is open. */
public final class Stderr implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  public Stderr() {
    System.setErr(new PrintStream(told, true, UTF_8));
  }

  public List<String> lines() {
    return told.toString(UTF_8).lines().toList();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
