// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * What carries a session's messages; a part that is not known is null.
 *
 * @param transport {@code pipe} or {@code tcp}
 * @param protocol {@code http}, or null on a pipe
 * @param serverAddress the host that a client talks to
 * @param serverPort its port
 */
public record Wire(String transport, String protocol, String serverAddress, Integer serverPort) {

  public static final Wire PIPE = new Wire("pipe", null, null, null);
  public static final Wire HTTP = new Wire("tcp", "http", null, null);
  public static final Wire UNKNOWN = new Wire(null, null, null, null);

  /** This wire as a client knows it: with the server's address. */
  public Wire to(String address, int port) {
    return new Wire(transport, protocol, address, port);
  }
}
