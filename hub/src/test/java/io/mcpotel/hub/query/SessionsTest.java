// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions with records, one with operations alone, and what was told beside them. */
class SessionsTest {

  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @TempDir static Path folder;
  private static AskedHub hub;

  @BeforeAll
  static void start() throws Exception {
    hub = new AskedHub(folder, Instant.now());
    hub.keep(
        session("s1", 900, "opened"),
        session("s1", 899, "initialized")
            .set("client_name", "cli")
            .set("client_version", "2")
            .set("protocol_version", "2025-11-25")
            .set("attributes", "{\"mcp.client.capabilities\":[\"sampling\"]}"),
        call("s1", 890, "cli").set("error_type", "tool_error").set("trace_id", TRACE),
        call("s1", 880, "cli"),
        hub.row(Table.SPANS, "shop", "a", 885)
            .set("session_id", "s1")
            .set("name", "execute_tool look")
            .set("kind", "internal"),
        hub.row(Table.SPANS, "shop", "a", 885)
            .set("session_id", "s1")
            .set("method", "tools/call")
            .set("kind", "server"),
        hub.row(Table.MESSAGES, "shop", "a", 870)
            .set("session_id", "s1")
            .set("role", "server")
            .set("rejected", "too_large")
            .set(
                "attributes",
                "{\"mcp.client.name\":\"cli\",\"mcp.client.version\":\"2\",\"error.message\":\"x\"}"),
        event("mcp.stuck", 860, "a request is stuck").set("session_id", "s1"),
        session("s1", 850, "closed")
            .set("client_name", "cli")
            .set("client_version", "2")
            .set("close_reason", "deleted")
            .set("operations", (Long) 7L)
            .set("errors", (Long) 2L),
        session("s2", 80_000, "opened"),
        session("s2", 300, "initialized").set("client_name", "desk"),
        call("s2", 200, "desk"),
        hub.call("plain", "p", 100, "look", 0.1).set("session_id", "s3").set("client_name", "desk"),
        event("mcp.alert", 50, "errors are many"),
        event("mcp.catalog", 40, "a tool has changed"),
        event("", 885, "a line of a log").set("trace_id", TRACE),
        hub.row(Table.OPERATIONS, "shop", "host", 10).set("role", "client"));
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @Test
  void sessionsAreToldFromTheirRecordsAndElseFromTheirOperations() throws Exception {
    JsonNode sessions = hub.get("sessions", 200).get("sessions");
    assertEquals(List.of("s3", "s2", "s1"), texts(sessions, "session_id"));
    JsonNode first = sessions.get(2);
    hub.assertDescribed("Session", first);
    assertEquals("cli", first.get("client_name").asText());
    assertEquals("deleted", first.get("end_reason").asText());
    assertEquals(7, first.get("calls").asInt());
    assertEquals(2, first.get("errors").asInt());
    assertEquals("sampling", first.at("/capabilities/client/0").asText());
    JsonNode long_ = sessions.get(1);
    assertFalse(long_.get("opened").isNull(), "it was opened before the range");
    assertEquals(1, long_.get("calls").asInt());
    assertTrue(sessions.get(0).get("opened").isNull());
    assertEquals(1, sessions.get(0).get("calls").asInt());
  }

  @Test
  void sessionsAreFilteredAndPaged() throws Exception {
    assertEquals(List.of("s1"), asked("state=closed"));
    assertEquals(List.of("s3", "s2"), asked("state=open"));
    assertEquals(List.of("s1"), asked("client_name=cli"));
    assertEquals(List.of("s3"), asked("service=plain&instance=p"));
    assertEquals(List.of("s2"), asked("session_id=s2"));
    String to = "&to=" + Instant.now();
    JsonNode page = hub.get("sessions?limit=2" + to, 200);
    assertEquals(List.of("s3", "s2"), texts(page.get("sessions"), "session_id"));
    String next = "&cursor=" + page.get("next").asText();
    JsonNode last = hub.get("sessions?limit=2" + to + next, 200);
    assertEquals(List.of("s1"), texts(last.get("sessions"), "session_id"));
    assertTrue(last.get("next").isNull());
    hub.assertWrong("sessions?state=new", "state has to be open or closed");
  }

  @Test
  void oneSessionHasAllThatIsOnRecordOfItInOrder() throws Exception {
    JsonNode answer = hub.get("sessions/s1", 200);
    hub.assertDescribed("Session", answer.get("session"));
    assertFalse(answer.get("truncated").asBoolean());
    assertEquals(
        List.of(
            "session", "session", "operation", "span", "operation", "message", "event", "session"),
        texts(answer.get("entries"), "kind"));
    assertEquals("tools/call", answer.at("/entries/2/method").asText());
    assertEquals(100, answer.at("/entries/2/duration_ms").asDouble(), 1e-9);
    assertEquals("execute_tool look", answer.at("/entries/3/name").asText());
    assertEquals("too_large", answer.at("/entries/5/rejected").asText());
    assertEquals("closed", answer.at("/entries/7/state").asText());

    JsonNode named = hub.get("sessions/s3", 200);
    assertEquals(1, named.at("/session/calls").asInt());
    assertEquals("desk", named.at("/session/client_name").asText());
    hub.get("sessions/nobody%2Fknows", 404);
  }

  @Test
  void clientsHaveWhatTheyCalledAndWhatWasTurnedAwayOfThem() throws Exception {
    JsonNode clients = hub.get("clients", 200).get("clients");
    JsonNode cli = AskedHub.one(clients, "client_name", "cli");
    hub.assertDescribed("Client", cli);
    assertEquals("2", cli.get("client_version").asText());
    assertEquals(2, cli.get("calls").asInt());
    assertEquals(1, cli.get("errors").asInt());
    assertEquals(1, cli.get("sessions").asInt());
    assertEquals(1, cli.get("rejected").asInt());
    assertEquals(1, cli.at("/rejected_reasons/too_large").asInt());
    assertEquals("2025-11-25", cli.at("/protocol_versions/0").asText());
    assertEquals(
        List.of("plain", "shop"),
        texts(AskedHub.one(clients, "client_name", "desk").get("services")));
  }

  @Test
  void eventsAreWhatWasToldBesideTheCallsTheLastOneFirst() throws Exception {
    JsonNode events = hub.get("events", 200).get("events");
    assertEquals(List.of("catalog", "alert", "stuck", "rejected"), texts(events, "type"));
    hub.assertDescribed("Event", events.get(0));
    hub.assertDescribed("Event", events.get(3));
    assertEquals("a request is stuck", events.at("/2/summary").asText());
    assertEquals("too_large", events.at("/3/summary").asText());
    assertEquals(List.of("stuck"), texts(hub.get("events?type=stuck", 200).get("events"), "type"));
    assertEquals(0, hub.get("events?service=plain", 200).get("events").size());
    assertEquals(2, hub.get("events?limit=2", 200).get("events").size());
  }

  @Test
  void logsOfATraceAreItsLinesThatAreNoRecords() throws Exception {
    JsonNode logs = hub.get("logs?trace_id=" + TRACE, 200).get("logs");
    assertEquals(List.of("a line of a log"), texts(logs, "body"));
    hub.assertDescribed("LogLine", logs.get(0));
    assertEquals(0, hub.get("logs?trace_id=" + "1".repeat(32), 200).get("logs").size());
    hub.assertWrong("logs", "trace_id is missing");
    hub.assertWrong("logs?trace_id=1", "trace_id has to be 32 digits");
  }

  private static List<String> asked(String filter) throws Exception {
    return texts(hub.get("sessions?" + filter, 200).get("sessions"), "session_id");
  }

  private static Row session(String id, double secondsAgo, String state) {
    return hub.row(Table.SESSIONS, "shop", "a", secondsAgo)
        .set("session_id", id)
        .set("role", "server")
        .set("state", state);
  }

  private static Row call(String session, double secondsAgo, String client) {
    return hub.call("shop", "a", secondsAgo, "look", 0.1)
        .set("session_id", session)
        .set("client_name", client)
        .set("client_version", client.equals("cli") ? "2" : null);
  }

  private static Row event(String name, double secondsAgo, String body) {
    return hub.row(Table.EVENTS, "shop", "a", secondsAgo)
        .set("name", name)
        .set("severity", "WARN")
        .set("body", body);
  }

  private static List<String> texts(JsonNode rows, String column) {
    List<String> texts = new ArrayList<>();
    rows.forEach(row -> texts.add(row.get(column).asText()));
    return texts;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
