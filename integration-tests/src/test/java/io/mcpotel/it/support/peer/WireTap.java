// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import java.util.ArrayList;
import java.util.List;

/** All messages between a client and a server, in the order in which they were seen. */
public final class WireTap {

  private final List<WireMessage> messages = new ArrayList<>();

  synchronized void add(WireMessage message) {
    messages.add(message);
  }

  public synchronized List<WireMessage> messages() {
    return List.copyOf(messages);
  }

  /** The texts of those that went one way. */
  List<String> texts(boolean toServer) {
    return messages().stream()
        .filter(message -> message.toServer() == toServer)
        .map(WireMessage::text)
        .toList();
  }
}
