// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** JSON-RPC as it comes over HTTP: one message, or a stream of events with one in each. */
final class Rpc {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Rpc() {}

  /** The answer to the request of this id, if it is there and whole. */
  static Optional<JsonNode> answer(String body, int id) {
    return body.stripLeading().startsWith("{") ? message(body, id) : event(body, id);
  }

  private static Optional<JsonNode> event(String stream, int id) {
    String unix = stream.replace("\r\n", "\n");
    int whole = unix.lastIndexOf("\n\n");
    if (whole < 0) {
      return Optional.empty();
    }
    for (String event : unix.substring(0, whole).split("\n\n")) {
      String data =
          event
              .lines()
              .filter(line -> line.startsWith("data:"))
              .map(line -> line.substring("data:".length()).strip())
              .collect(Collectors.joining("\n"));
      Optional<JsonNode> message = data.isEmpty() ? Optional.empty() : message(data, id);
      if (message.isPresent()) {
        return message;
      }
    }
    return Optional.empty();
  }

  private static Optional<JsonNode> message(String text, int id) {
    try {
      JsonNode message = JSON.readTree(text);
      boolean isAnswer =
          message.path("id").asInt(-1) == id && (message.has("result") || message.has("error"));
      return isAnswer ? Optional.of(message) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
