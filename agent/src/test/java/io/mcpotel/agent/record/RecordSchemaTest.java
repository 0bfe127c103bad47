// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ServerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordSchemaTest {

  private static final Path FILE = Path.of("../docs/record.schema.json");

  private Map<?, ?> document;
  private RecordSchema schema;

  @BeforeEach
  void read() throws IOException {
    document = Json.parse(Files.readString(FILE));
    schema = new RecordSchema(document);
  }

  private static Map<String, Object> line(String name, Consumer<Event.Fields> fields) {
    Event event =
        new TestEvent(
            name, Event.Severity.INFO, 1, "0".repeat(31) + "1", "0".repeat(15) + "1", "s", fields);
    Map<String, Object> line = new LinkedHashMap<>();
    Json.parse(new String(new JsonLine().of(event), UTF_8))
        .forEach((field, value) -> line.put((String) field, value));
    return line;
  }

  private static void session(Event.Fields fields) {
    fields.put("mcp.role", "server");
    fields.put("mcp.session.id", "c5b1");
    fields.put("mcp.protocol.version", "2025-06-18");
    fields.put("mcp.client.name", "c");
    fields.put("mcp.client.version", "1");
    fields.put("mcp.server.name", "s");
    fields.put("mcp.server.version", "2");
    fields.put("network.transport", "tcp");
    fields.put("network.protocol.name", "http");
    fields.put("server.address", "localhost");
    fields.put("server.port", 8080L);
  }

  private static void request(Event.Fields fields) {
    session(fields);
    fields.put("network.io.direction", "receive");
    fields.put("mcp.method.name", "tools/call");
    fields.put("gen_ai.tool.name", "weather");
    fields.put("gen_ai.operation.name", "execute_tool");
    fields.put("gen_ai.prompt.name", "p");
    fields.put("mcp.resource.uri", "file:///x");
    fields.put("jsonrpc.request.id", "7");
  }

  private static Map<String, Object> operation() {
    return line(
        "mcp.operation",
        fields -> {
          request(fields);
          fields.put("mcp.outcome", "-32602");
          fields.put("error.type", "-32602");
          fields.put("rpc.response.status_code", "-32602");
          fields.put("error.message", "no");
          fields.put("exception.type", "java.lang.IllegalStateException");
          fields.put("exception.message", "no");
          fields.put("mcp.operation.duration", 0.25);
          fields.put("mcp.handler.wait", 0.0);
          fields.put("mcp.request.size", 120L);
          fields.put("mcp.response.size", 0L);
          fields.put("gen_ai.tool.call.arguments", "{}");
          fields.put("gen_ai.tool.call.result", "{}");
          fields.put("gen_ai.prompt.variable.city", "Graz");
        });
  }

  private static Map<String, Object> closedSession() {
    return line(
        "mcp.session",
        fields -> {
          session(fields);
          fields.put("mcp.session.state", "closed");
          fields.put("mcp.client.capabilities", List.of("roots"));
          fields.put("mcp.server.capabilities", List.of());
          fields.put("mcp.session.close_reason", "deleted");
          fields.put("mcp.session.duration", 12.5);
          fields.put("mcp.session.operations", 3L);
          fields.put("mcp.session.errors", 0L);
        });
  }

  private static Map<String, Object> message() {
    return line(
        "mcp.message",
        fields -> {
          session(fields);
          fields.put("network.io.direction", "transmit");
          fields.put("mcp.message.content", "{\"jsonrpc\":\"2.0\"}");
          fields.put("mcp.message.size", 17L);
          fields.put("mcp.message.rejected", "unparsable");
          fields.put("http.response.status_code", 400L);
          fields.put("error.message", "no");
          fields.put("mcp.method.name", "ping");
          fields.put("jsonrpc.request.id", "7");
        });
  }

  private static Map<String, Object> stuck() {
    return line(
        "mcp.stuck",
        fields -> {
          request(fields);
          fields.put("mcp.request.age", 61.5);
          fields.put("thread.name", "main");
          fields.put("code.stacktrace", "\tat a.B.c(B.java:1)");
        });
  }

  private static Map<String, Object> transport() {
    return line(
        "mcp.transport",
        fields -> {
          session(fields);
          fields.put("mcp.transport.failure", "write_failed");
          fields.put("exception.type", "java.io.IOException");
          fields.put("exception.message", "no");
        });
  }

  private static Map<String, Object> catalog() {
    return line(
        "mcp.catalog",
        fields -> {
          fields.put("mcp.role", "client");
          fields.put("mcp.session.id", "c5b1");
          fields.put("mcp.server.name", "s");
          fields.put("gen_ai.tool.name", "weather");
          fields.put("mcp.catalog.change", "annotations");
          fields.put("mcp.catalog.annotations", List.of("readOnlyHint", "title"));
          fields.put("mcp.catalog.hints", List.of("readOnlyHint=false"));
        });
  }

  private static Map<String, Object> health() {
    Map<String, Object> health =
        line(
            "mcp.health",
            fields -> {
              fields.put("mcp.role", "server");
              fields.put("mcp.server.state", ServerState.UNRESPONSIVE.word());
              fields.put("mcp.server.name", "s");
              fields.put("mcp.server.version", "2");
              fields.put("code.stacktrace", "\"main\" #1 BLOCKED\n");
            });
    // It belongs to no operation.
    health.keySet().removeAll(Set.of("trace_id", "span_id"));
    return health;
  }

  private static Map<String, Object> alert() {
    Map<String, Object> alert =
        line(
            "mcp.alert",
            fields -> {
              fields.put("mcp.role", "server");
              fields.put("mcp.alert.rule", RuleStatus.ERROR_RATE);
              fields.put("mcp.alert.state", "firing");
              fields.put("mcp.alert.value", "12%");
              fields.put("mcp.alert.threshold", "5%");
              fields.put("mcp.alert.window", "5m");
              fields.put("mcp.alert.since", "2026-01-02T03:04:05Z");
              fields.put("mcp.server.name", "s");
            });
    alert.keySet().removeAll(Set.of("trace_id", "span_id"));
    return alert;
  }

  private void refuses(Map<String, Object> record, String field, Object value) {
    if (value == null) {
      record.remove(field);
    } else {
      record.put(field, value);
    }
    assertNotEquals(List.of(), schema.violations(record), field + "=" + value);
  }

  @Test
  void fullRecordsFit() {
    assertEquals(List.of(), schema.violations(operation()));
    assertEquals(List.of(), schema.violations(closedSession()));
    assertEquals(List.of(), schema.violations(message()));
    assertEquals(List.of(), schema.violations(stuck()));
    assertEquals(List.of(), schema.violations(transport()));
    assertEquals(List.of(), schema.violations(catalog()));
    assertEquals(List.of(), schema.violations(health()));
    assertEquals(List.of(), schema.violations(alert()));
  }

  @Test
  void fullRecordsHaveEveryField() {
    Map<?, ?> events = (Map<?, ?>) document.get("$defs");

    assertEquals(fieldsOf(events.get("session")), closedSession().keySet());
    assertEquals(fieldsOf(events.get("message")), message().keySet());
    assertEquals(fieldsOf(events.get("transport")), transport().keySet());
    assertEquals(fieldsOf(events.get("catalog")), catalog().keySet());
    assertEquals(fieldsOf(events.get("health")), health().keySet());
    assertEquals(fieldsOf(events.get("alert")), alert().keySet());
    Set<Object> ofOperation = new HashSet<>(fieldsOf(events.get("operation")));
    ofOperation.add("gen_ai.prompt.variable.city");
    assertEquals(ofOperation, operation().keySet());
  }

  @Test
  void stateIsOneOfThoseThereAre() {
    Map<String, Object> health = health();
    for (ServerState state : ServerState.values()) {
      health.put("mcp.server.state", state.word());
      assertEquals(List.of(), schema.violations(health), state::word);
    }
    refuses(health, "mcp.server.state", "well");
    refuses(health, "mcp.server.state", null);
  }

  private static Set<?> fieldsOf(Object event) {
    return ((Map<?, ?>) ((Map<?, ?>) event).get("properties")).keySet();
  }

  @Test
  void recordsWithTheRequiredFieldsAloneFit() {
    Map<String, Object> operation = operation();
    operation
        .keySet()
        .retainAll(
            Set.of(
                "timestamp",
                "severity",
                "event.name",
                "body",
                "network.io.direction",
                "mcp.role",
                "mcp.method.name",
                "mcp.outcome",
                "mcp.operation.duration"));
    Map<String, Object> session = closedSession();
    session
        .keySet()
        .retainAll(
            Set.of("timestamp", "severity", "event.name", "body", "mcp.session.state", "mcp.role"));
    Map<String, Object> message = message();
    message
        .keySet()
        .retainAll(
            Set.of(
                "timestamp", "severity", "event.name", "body", "network.io.direction", "mcp.role"));

    Map<String, Object> catalog = catalog();
    catalog
        .keySet()
        .retainAll(
            Set.of(
                "timestamp",
                "severity",
                "event.name",
                "body",
                "mcp.role",
                "gen_ai.tool.name",
                "mcp.catalog.change"));

    for (Map<String, Object> record : List.of(operation, session, message, catalog)) {
      assertEquals(List.of(), schema.violations(record));
      for (String field : record.keySet()) {
        refuses(new LinkedHashMap<>(record), field, null);
      }
    }
  }

  @Test
  void wrongValuesAreRefused() {
    refuses(operation(), "timestamp", "2026-11-21T12:00:00Z");
    refuses(operation(), "severity", "DEBUG");
    refuses(operation(), "event.name", "mcp.other");
    refuses(operation(), "trace_id", "0AF7651916CD43DD8448EB211C80319C");
    refuses(operation(), "span_id", "b7ad");
    refuses(operation(), "network.io.direction", "in");
    refuses(operation(), "mcp.role", "peer");
    refuses(operation(), "jsonrpc.request.id", 7);
    refuses(operation(), "server.port", "8080");
    refuses(operation(), "server.port", 65536);
    refuses(operation(), "mcp.outcome", "");
    refuses(operation(), "error.type", "");
    refuses(operation(), "rpc.response.status_code", -32602);
    refuses(operation(), "mcp.operation.duration", "1");
    refuses(operation(), "mcp.operation.duration", -1.0);
    refuses(operation(), "mcp.request.size", 1.5);
    refuses(operation(), "gen_ai.prompt.variable.city", 1);
    refuses(closedSession(), "mcp.session.state", "lost");
    refuses(closedSession(), "mcp.client.capabilities", "roots");
    refuses(closedSession(), "mcp.server.capabilities", List.of(1));
    refuses(message(), "http.response.status_code", 0);
    refuses(catalog(), "mcp.catalog.change", "poisoned");
    refuses(catalog(), "mcp.catalog.hints", List.of("a whole sentence"));
  }

  @Test
  void fieldsOfOtherRecordsAreRefused() {
    refuses(operation(), "mcp.unheard.of", "x");
    refuses(operation(), "mcp.session.state", "opened");
    refuses(message(), "mcp.outcome", "ok");
    refuses(closedSession(), "mcp.session.state", "opened");
    refuses(catalog(), "mcp.catalog.change", "description");
  }

  @Test
  void everyFieldIsDescribed() {
    ((Map<?, ?>) document.get("$defs"))
        .forEach(
            (name, definition) ->
                assertTrue(
                    ((Map<?, ?>) definition).get("description") instanceof String, "" + name));
  }
}
