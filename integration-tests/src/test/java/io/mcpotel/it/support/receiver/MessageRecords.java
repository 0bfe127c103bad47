// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.Json;
import io.mcpotel.sample.receiver.LogView;
import java.util.List;
import java.util.Map;

/** The records of raw messages, among all that was received. */
public final class MessageRecords {

  private MessageRecords() {}

  public static List<LogView> of(Collector collector) {
    return collector.logs().stream().filter(log -> log.eventName().equals("mcp.message")).toList();
  }

  /** Each message that went this way, with its size in bytes. */
  public static List<String> texts(List<LogView> messages, String direction) {
    return messages.stream()
        .filter(message -> went(message, direction))
        .map(message -> content(message) + " " + message.attributes().get("mcp.message.size"))
        .sorted()
        .toList();
  }

  public static LogView only(List<LogView> messages) {
    assertEquals(1, messages.size(), messages::toString);
    return messages.get(0);
  }

  /** Whether it went this way, {@code transmit} or {@code receive}. */
  public static boolean went(LogView message, String direction) {
    return direction.equals(message.attributes().get("network.io.direction"));
  }

  public static Map<String, Object> content(LogView message) {
    return Json.parse((String) message.attributes().get("mcp.message.content"));
  }
}
