// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of an exported session, as one of its sides saw them. */
final class Recording {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<JsonNode> fromClient = new ArrayList<>();
  private final List<JsonNode> fromServer = new ArrayList<>();
  private final Map<String, JsonNode> serverAnswers = new HashMap<>();
  private final Map<String, JsonNode> clientAnswersById = new HashMap<>();
  private final Map<String, Deque<JsonNode>> clientAnswers = new HashMap<>();
  private int unusable;

  private Recording() {}

  /** Reads lines of JSON; those that are no captured messages are passed over. */
  static Recording read(Path file) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode entry = parsed(line);
        if (entry != null
            && entry.path("kind").asText().equals("message")
            && !entry.path("rejected").isTextual()) {
          messages.add(entry);
        }
      }
    }
    // Where both sides told of it, one of them is enough.
    String role = messages.isEmpty() ? "server" : messages.get(0).path("role").asText("server");
    Recording recording = new Recording();
    for (JsonNode entry : messages) {
      if (entry.path("role").asText("server").equals(role)) {
        recording.add(entry, role);
      }
    }
    recording.pairClientAnswers();
    return recording;
  }

  /** Requests and notifications of the client, in order. */
  List<JsonNode> fromClient() {
    return fromClient;
  }

  /** What the server answered to the request with this id then, or null. */
  JsonNode answerTo(JsonNode id) {
    return serverAnswers.get(id.asText());
  }

  /** What the client answered then to the next request of the server with this method, or null. */
  JsonNode nextClientAnswer(String method) {
    Deque<JsonNode> answers = clientAnswers.get(method);
    return answers == null ? null : answers.poll();
  }

  /** Messages that were not captured whole. */
  int unusable() {
    return unusable;
  }

  private void add(JsonNode entry, String role) {
    JsonNode message = parsed(entry.path("content").asText());
    if (message == null) {
      unusable++;
      return;
    }
    boolean sent = entry.path("direction").asText().equals("transmit");
    boolean isOfClient = sent == role.equals("client");
    if (message.has("method")) {
      withoutTrace(message);
      (isOfClient ? fromClient : fromServer).add(message);
    } else {
      (isOfClient ? clientAnswersById : serverAnswers).put(message.path("id").asText(), message);
    }
  }

  /** What is played is a call of its own, and no part of the trace of then. */
  private static void withoutTrace(JsonNode message) {
    if (message.path("params").path("_meta") instanceof ObjectNode meta) {
      meta.remove(List.of("traceparent", "tracestate", "baggage"));
    }
  }

  private void pairClientAnswers() {
    for (JsonNode request : fromServer) {
      JsonNode answer = clientAnswersById.get(request.path("id").asText());
      if (request.has("id") && answer != null) {
        clientAnswers
            .computeIfAbsent(request.path("method").asText(), method -> new ArrayDeque<>())
            .add(answer);
      }
    }
  }

  private static JsonNode parsed(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node != null && node.isObject() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
