// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Plays the client's half of an exported session against another server, over Streamable HTTP, and
 * tells what is answered otherwise than it was then.
 */
public final class Replay {

  private static final int NO_SUCH_METHOD = -32601;

  private final Recording recording;
  private final StreamableHttp server;
  private final PrintStream out;
  private int asked;
  private int different;

  private Replay(Recording recording, StreamableHttp server, PrintStream out) {
    this.recording = recording;
    this.server = server;
    this.out = out;
  }

  /**
   * The command: its status is 0 where all was answered as then, 1 where not, 2 where it cannot be.
   */
  public static int command(List<String> operands) {
    if (operands.size() != 2) {
      System.err.println("Usage: java -jar mcp-otel-hub.jar replay FILE URL");
      return 2;
    }
    try {
      return run(Path.of(operands.get(0)), operands.get(1), System.out) ? 0 : 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("[mcp-otel-hub] replay: " + Shown.text("" + e.getMessage()));
    }
    return 2;
  }

  /** Whether all was answered as it was then. */
  static boolean run(Path file, String url, PrintStream out)
      throws IOException, InterruptedException {
    URI server = URI.create(url);
    if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
      throw new IllegalArgumentException("URL has to begin with http:// or https://");
    }
    Recording recording = Recording.read(file);
    if (recording.fromClient().isEmpty()) {
      throw new IllegalArgumentException(
          file + " has no message of a client: the agent captures them with capture=messages");
    }
    return new Replay(recording, new StreamableHttp(server), out).play();
  }

  private boolean play() throws InterruptedException {
    for (JsonNode message : recording.fromClient()) {
      String name = nameOf(message);
      try {
        if (message.has("id")) {
          asked++;
          compare(name, message);
        } else {
          server.send(message);
        }
      } catch (IOException e) {
        tell(name, List.of("cannot be sent: " + Shown.text("" + e.getMessage())));
      }
    }
    server.end();
    out.println(asked + " requests, " + different + " answered otherwise");
    if (recording.unusable() > 0) {
      out.println(
          recording.unusable() + " messages of the recording are not whole and were left out");
    }
    return different == 0;
  }

  private void compare(String name, JsonNode request) throws IOException, InterruptedException {
    JsonNode then = recording.answerTo(request.get("id"));
    JsonNode now = server.ask(request, this::hear);
    if (now == null) {
      tell(name, List.of("is not answered"));
    } else if (then != null) {
      List<String> differences = Differences.between(then, now);
      if (!differences.isEmpty()) {
        tell(name, differences);
      }
    }
  }

  /** A request of the server gets the answer that the client gave then. */
  private void hear(JsonNode message) {
    if (!message.has("method") || !message.has("id")) {
      return;
    }
    JsonNode then = recording.nextClientAnswer(message.path("method").asText());
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("jsonrpc", "2.0");
    answer.set("id", message.get("id"));
    if (then == null) {
      answer.putObject("error").put("code", NO_SUCH_METHOD).put("message", "not on record");
    } else if (then.has("error")) {
      answer.set("error", then.get("error"));
    } else {
      answer.set("result", then.path("result"));
    }
    try {
      server.send(answer);
    } catch (IOException e) {
      tell(nameOf(message), List.of("cannot be answered: " + Shown.text("" + e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(String name, List<String> differences) {
    different++;
    out.println(name);
    differences.forEach(difference -> out.println("  " + difference));
  }

  private static String nameOf(JsonNode message) {
    JsonNode target = message.path("params").path("name");
    String id = message.has("id") ? " (id " + message.get("id").asText() + ")" : "";
    String named = target.isTextual() ? " " + target.asText() : "";
    return Shown.text(message.path("method").asText() + named + id);
  }
}
