// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Alerts, rules, deliveries and silences, as JSON. */
public final class AlertApi {

  private static final String ROOT = "/api/v1/";

  /** What is answered here, as the description has it. */
  public static final Set<String> PATHS =
      Set.of(
          ROOT + "alerts",
          ROOT + "alert_rules",
          ROOT + "alert_rules/{name}/test",
          ROOT + "deliveries",
          ROOT + "silences",
          ROOT + "silences/{id}");

  private static final String RULES = ROOT + "alert_rules";
  private static final String TEST = "/test";
  private static final int MOST_CURRENT = 100;

  private final Alerts alerts;
  private final Clock clock;

  private AlertApi(Alerts alerts, Clock clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  public static void serve(HttpListener listener, Alerts alerts, Clock clock) {
    AlertApi api = new AlertApi(alerts, clock);
    listener.serve(ROOT + "alerts", exchange -> api.get(exchange, ROOT + "alerts", api::alerts));
    listener.serve(RULES, exchange -> api.get(exchange, RULES, api::rules));
    listener.serve(RULES + "/", api::test);
    listener.serve(
        ROOT + "deliveries", exchange -> api.get(exchange, ROOT + "deliveries", api::deliveries));
    SilenceApi.serve(listener, alerts.memory(), alerts, clock);
  }

  private interface Answerer {
    Object answer(Instant now);
  }

  private void get(HttpExchange exchange, String path, Answerer answerer) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      Answer.error(exchange, 405, "this takes GET");
    } else if (exchange.getRequestURI().getRawQuery() != null) {
      Answer.error(exchange, 400, "there are no parameters here");
    } else {
      Answer.json(exchange, 200, answerer.answer(clock.instant()));
    }
  }

  private Object alerts(Instant now) {
    List<Silence> silences = alerts.memory().silences(now);
    List<Object> all = new ArrayList<>();
    for (Status status : alerts.memory().alerts()) {
      Alert alert = status.alert();
      if (alert.state() != Alert.State.RESOLVED) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("rule", alert.rule());
        one.put("severity", alert.severity().text());
        one.put("state", alert.state().text());
        one.put("since", Words.time(alert.since()));
        one.put("value", alert.number());
        one.put("value_text", alert.value());
        one.put("threshold_text", alert.threshold());
        one.put("labels", alert.labels());
        one.put("summary", alert.summary());
        one.put(
            "silenced_by", Notifier.silencedBy(alert, silences, now).map(Silence::id).orElse(null));
        all.add(one);
      }
    }
    return Map.of("alerts", all);
  }

  private Object rules(Instant now) {
    List<Object> all = new ArrayList<>();
    for (Rule rule : alerts.rules()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", rule.name());
      one.put("kind", rule.kind().text());
      one.put("threshold_text", rule.thresholdText());
      one.put("window", rule.windowText());
      one.put("for", Words.span(rule.holdsFor()));
      one.put("keep_firing_for", Words.span(rule.keepFiringFor()));
      one.put("by", rule.by().stream().map(Label::text).toList());
      one.put("severity", rule.severity().text());
      one.put("actions", rule.actions());
      one.put("match", rule.match().written());
      one.put("min_requests", rule.minRequests());
      one.put("current", current(rule));
      all.add(one);
    }
    return Map.of("alert_rules", all);
  }

  private List<Object> current(Rule rule) {
    List<Object> current = new ArrayList<>();
    for (Measured measured : alerts.current(rule)) {
      String key = Alert.of(rule, measured, Alert.State.PENDING, Instant.EPOCH).key();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("labels", measured.labels());
      one.put("value", measured.value());
      one.put("value_text", measured.text());
      one.put(
          "state",
          alerts
              .memory()
              .alert(key)
              .map(status -> status.alert().state())
              .filter(state -> state != Alert.State.RESOLVED)
              .map(Alert.State::text)
              .orElse("ok"));
      current.add(one);
      if (current.size() == MOST_CURRENT) {
        break;
      }
    }
    return current;
  }

  private Object deliveries(Instant now) {
    return Map.of("deliveries", alerts.deliveries().all().stream().map(Delivery::written).toList());
  }

  private void test(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String name = path.substring(RULES.length() + 1).replaceAll(TEST + "$", "");
    Rule rule = path.endsWith(TEST) ? alerts.rule(name).orElse(null) : null;
    if (rule == null) {
      Answer.error(exchange, 404, "there is no such rule");
    } else if (ChangeRequest.isAllowed(exchange, "POST")) {
      try {
        Answer.json(
            exchange,
            200,
            Map.of("deliveries", alerts.test(rule).stream().map(Delivery::written).toList()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        Answer.error(exchange, 503, "the hub ends");
      }
    }
  }
}
