// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.AlertSettings;
import io.mcpotel.agent.http.HttpPost;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.ServerHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells of alerts: in the record, and those whom the user has named. */
public final class Alerts {

  /** Tells nobody. */
  public static final Alerts NONE = new Alerts(null, null, null);

  private final HealthSource healthSource;
  private final Rules rules;
  private final Webhooks webhooks;

  private Alerts(HealthSource healthSource, Rules rules, Webhooks webhooks) {
    this.healthSource = healthSource;
    this.rules = rules;
    this.webhooks = webhooks;
  }

  /**
   * From now on it sends.
   *
   * @param source whose alerts they are, which is asked on a thread of ours
   * @param record takes what is put on record
   * @param threads runs a task on a thread of ours
   */
  public static Alerts start(
      AlertSettings settings,
      Supplier<Source> source,
      HealthSource healthSource,
      Consumer<Event> record,
      Consumer<Runnable> threads) {
    boolean isAlertmanager = settings.format() == AlertSettings.Format.ALERTMANAGER;
    Duration repeat = isAlertmanager ? AlertmanagerFormat.REPEAT : settings.repeat();
    Webhooks webhooks = new Webhooks(webhooks(settings, format(settings, source)), threads);
    Rules rules =
        new Rules(
            repeat,
            settings.keepFiringFor(),
            (alert, isNews) -> {
              webhooks.accept(alert);
              if (isNews) {
                record.accept(new AlertEvent(alert));
              }
            });
    Alerts alerts = new Alerts(healthSource, rules, webhooks);
    healthSource.addListener(rules);
    return alerts;
  }

  /**
   * The JVM ends, and what is open will be ended with it: what the servers are like before that is
   * the last that is sent. It is sent by a thread of ours.
   */
  public void conclude() {
    if (this != NONE) {
      ServerHealth last = healthSource.now();
      rules.accept(last);
      rules.end(last.epochMillis());
      webhooks.lastTry();
    }
  }

  /** Waits no longer than this for what is still to be sent. */
  public void await(long nanos) throws InterruptedException {
    if (this != NONE) {
      webhooks.await(nanos);
    }
  }

  private static List<Webhook> webhooks(AlertSettings settings, Format format) {
    List<Webhook> webhooks = new ArrayList<>();
    for (String url : settings.webhooks()) {
      try {
        HttpPost post = new HttpPost(url, Map.of(), settings.certificate());
        webhooks.add(
            new Webhook(
                post.shown(), format, post::send, System::nanoTime, System::currentTimeMillis));
      } catch (IllegalArgumentException e) {
        AlertSettings.warnOfWrongUrl(e.getMessage());
      }
    }
    return webhooks;
  }

  /** Made when the first alert is written: a host's name may have to be looked up for it. */
  private static Format format(AlertSettings settings, Supplier<Source> source) {
    Format[] made = new Format[1];
    return (alert, now) -> {
      if (made[0] == null) {
        made[0] = format(settings, source.get());
      }
      return made[0].body(alert, now);
    };
  }

  private static Format format(AlertSettings settings, Source source) {
    return switch (settings.format()) {
      case JSON -> new JsonFormat(source);
      case SLACK -> new SlackFormat(source);
      case PAGERDUTY -> new PagerDutyFormat(source, settings.pagerDutyKey());
      case ALERTMANAGER -> new AlertmanagerFormat(source);
    };
  }
}
