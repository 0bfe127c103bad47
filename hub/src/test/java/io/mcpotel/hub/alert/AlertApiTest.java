// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpotel.hub.http.HttpListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts, rules, silences and tests as they are asked for. */
class AlertApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private Watched hub;
  private HttpListener http;

  @BeforeEach
  void start() throws Exception {
    hub =
        new Watched(
            folder,
            RulesTest.rule("{name: mcp_error_rate_spike, action: tell, match: {service: w*}}"));
    http = new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    AlertApi.serve(http, hub.alerts, hub.clock);
    http.start();
  }

  @AfterEach
  void end() {
    http.close();
    hub.close();
  }

  @Test
  void whatFiresIsListedWithItsRuleAndItsDelivery() throws Exception {
    hub.calls(100, 12);
    hub.look();
    JsonNode alert = get("alerts").at("/alerts/0");
    assertEquals("mcp_error_rate_spike", alert.get("rule").asText());
    assertEquals("firing", alert.get("state").asText());
    assertEquals("warning", alert.get("severity").asText());
    assertEquals(0.12, alert.get("value").asDouble());
    assertEquals("12%", alert.get("value_text").asText());
    assertEquals("5%", alert.get("threshold_text").asText());
    assertEquals("weather-1", alert.at("/labels/instance").asText());
    assertTrue(alert.get("silenced_by").isNull());

    JsonNode rule = get("alert_rules").at("/alert_rules/0");
    assertEquals("error_rate", rule.get("kind").asText());
    assertEquals("5m", rule.get("window").asText());
    assertEquals("0s", rule.get("for").asText());
    assertEquals("tell", rule.at("/actions/0").asText());
    assertEquals("w*", rule.at("/match/service").asText());
    assertEquals(20, rule.get("min_requests").asInt());
    assertEquals("firing", rule.at("/current/0/state").asText());

    JsonNode delivery = get("deliveries").at("/deliveries/0");
    assertEquals("delivered", delivery.get("status").asText());
    assertEquals("tell", delivery.get("action").asText());
    assertEquals("fine", delivery.get("answer").asText());
    assertDescribed("Alert", alert);
    assertDescribed("AlertRule", rule);
    assertDescribed("Delivery", delivery);
  }

  @Test
  void aSilenceHasAnEndAndAReasonAndCanBeEnded() throws Exception {
    hub.calls(100, 12);
    hub.alerts.look();
    assertEquals(
        "reason is missing",
        post(400, "silences", "{'rule':'mcp_error_rate_spike','for':'1h','by':'me'}"));
    assertEquals(
        "until or for has to say when it ends, and not both",
        post(400, "silences", "{'rule':'mcp_error_rate_spike','reason':'r','by':'me'}"));
    assertEquals(
        "rule has to be the name of a rule",
        post(400, "silences", "{'rule':'other','for':'1h','reason':'r','by':'me'}"));
    assertEquals(
        "rule or match has to say what is silenced",
        post(400, "silences", "{'for':'1h','reason':'r','by':'me'}"));
    assertEquals(
        "match has to be of service, instance, tool and client",
        post(400, "silences", "{'match':{'x':'y'},'for':'1h','reason':'r','by':'me'}"));
    assertEquals(
        "it has to end after now, and within a year",
        post(
            400,
            "silences",
            "{'match':{'service':'y'},'until':'2026-02-28T00:00:00Z','reason':'r','by':'me'}"));
    post(201, "silences", "{'match':{'service':'weather'},'for':'1h','reason':'update','by':'me'}");

    JsonNode silence = get("silences").at("/silences/0");
    assertEquals("update", silence.get("reason").asText());
    assertEquals("2026-03-01T13:00:00Z", silence.get("until").asText());
    assertDescribed("Silence", silence);
    String id = silence.get("id").asText();
    assertEquals(id, get("alerts").at("/alerts/0/silenced_by").asText());

    assertEquals(200, send("DELETE", "silences/" + id, null).statusCode());
    assertEquals(404, send("DELETE", "silences/" + id, null).statusCode());
    assertTrue(get("alerts").at("/alerts/0/silenced_by").isNull());
  }

  @Test
  void aTestSendsAMessageThatSaysSoAndItsEnd() throws Exception {
    HttpResponse<String> response = send("POST", "alert_rules/mcp_error_rate_spike/test", "{}");
    assertEquals(200, response.statusCode());
    assertEquals(2, JSON.readTree(response.body()).get("deliveries").size());
    assertEquals("MCP server: this is a test", hub.heard.next().title());
    assertEquals(Alert.State.RESOLVED, hub.heard.next().state());
    assertEquals(0, get("alerts").get("alerts").size());
    assertEquals(404, send("POST", "alert_rules/nothing/test", "{}").statusCode());
  }

  @Test
  void aPageOfSomebodyElsesCanChangeNothing() throws Exception {
    assertEquals(415, sendAs("silences", "text/plain", null));
    assertEquals(403, sendAs("silences", "application/json", "http://evil.example"));
    assertEquals(403, sendAs("silences", "application/json", "null"));
    assertEquals(400, sendAs("silences", "application/json", "http://127.0.0.1:" + http.port()));
    assertEquals(405, send("GET", "alert_rules/mcp_error_rate_spike/test", null).statusCode());
    assertEquals(400, send("GET", "alerts?x=y", null).statusCode());
    assertEquals(404, send("GET", "alerts/x", null).statusCode());
  }

  private static void assertDescribed(String schema, JsonNode answer) throws Exception {
    JsonNode description =
        JSON.readTree(AlertApiTest.class.getResource("/io/mcpotel/hub/query/openapi.json"));
    Set<String> described = new TreeSet<>();
    description
        .at("/components/schemas/" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(described::add);
    Set<String> written = new TreeSet<>();
    answer.fieldNames().forEachRemaining(written::add);
    assertEquals(described, written);
  }

  private JsonNode get(String path) throws Exception {
    HttpResponse<String> response = send("GET", path, null);
    assertEquals(200, response.statusCode(), response::body);
    return JSON.readTree(response.body());
  }

  private String post(int status, String path, String body) throws Exception {
    HttpResponse<String> response = send("POST", path, body.replace('\'', '"'));
    assertEquals(status, response.statusCode(), response::body);
    return JSON.readTree(response.body()).path("error").asText();
  }

  private int sendAs(String path, String type, String origin) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (origin != null) {
      request.header("Origin", origin);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + "/api/v1/" + path);
  }
}
