// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.WireMessage;
import io.mcpotel.it.support.peer.WireTap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Makes operations of the messages on a wire, as one of both sides has to tell them. */
final class WireOperations {

  private final List<WireMessage> messages;
  private final boolean ofServer;
  private final Set<String> known;

  private WireOperations(List<WireMessage> messages, boolean ofServer) {
    this.messages = messages;
    this.ofServer = ofServer;
    known = new HashSet<>(ConventionFacts.methods());
  }

  static List<WireOperation> of(WireTap wire, boolean ofServer) {
    return new WireOperations(wire.messages(), ofServer).all();
  }

  private List<WireOperation> all() {
    List<WireOperation> operations = new ArrayList<>();
    for (WireMessage message : messages) {
      if (!message.isResponse()) {
        WireMessage answer = answerTo(message);
        learn(message, answer);
        operations.add(
            new WireOperation(
                message, message.toServer() == ofServer, answer, isCancelled(message), known));
      }
    }
    return operations;
  }

  private WireMessage answerTo(WireMessage request) {
    return messages.stream().filter(message -> message.answers(request)).findFirst().orElse(null);
  }

  private boolean isCancelled(WireMessage request) {
    return request.isRequest()
        && messages.stream()
            .filter(message -> "notifications/cancelled".equals(message.method()))
            .filter(message -> message.toServer() == request.toServer())
            .anyMatch(
                message ->
                    request.id().equals(Objects.toString(message.params().get("requestId"))));
  }

  /** What was listed or worked is there. */
  private void learn(WireMessage request, WireMessage answer) {
    if (answer == null) {
      return;
    }
    Map<String, Object> result = Json.object(answer.json(), "result");
    switch (request.method()) {
      case "tools/list" -> names(result, "tools", "tools/call ");
      case "prompts/list" -> names(result, "prompts", "prompts/get ");
      case "tools/call", "prompts/get" -> {
        if (!result.isEmpty()) {
          known.add(request.method() + " " + request.param("name"));
        }
      }
      default -> {}
    }
  }

  private void names(Map<String, Object> result, String list, String method) {
    for (Object item : (List<?>) result.get(list)) {
      known.add(method + ((Map<?, ?>) item).get("name"));
    }
  }
}
