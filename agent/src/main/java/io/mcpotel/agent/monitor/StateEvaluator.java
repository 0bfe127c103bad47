// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor;

import io.mcpotel.agent.core.Peer;
import io.mcpotel.agent.core.settings.HealthRules;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Makes of what was counted, and of what is open, how the servers are. */
final class StateEvaluator {

  private static final long DEFAULT_INTERVAL = 20_000_000_000L;

  /** To walk all tools takes some time, and they change rarely. */
  private static final long CATALOG_PAUSE = 60_000_000_000L;

  private final HealthRules rules;
  private final CallCounts counts;
  private final BrokenStdio pipes;
  private final Servers servers;
  private final LongSupplier nanos;
  private final LongSupplier millis;

  private final Slots slots;
  private final UnansweredChecks checks;
  private final AlertRules alerts;
  private final Deadlocks deadlocks;

  private boolean asked;
  private long askedSeen;
  private long lastAsked;
  private ServerState state = ServerState.STARTING;
  private long stateSince;
  private List<Object> lastEmitted;
  private String catalogHash;
  private int hashedTools = -1;
  private long lastHashed;

  StateEvaluator(
      HealthRules rules,
      CallCounts counts,
      BrokenStdio pipes,
      Servers servers,
      LongSupplier nanos,
      LongSupplier millis) {
    this.rules = rules;
    this.counts = counts;
    this.pipes = pipes;
    this.servers = servers;
    this.nanos = nanos;
    this.millis = millis;
    long now = nanos.getAsLong();
    long interval =
        rules.unresponsive() == null ? DEFAULT_INTERVAL : interval(rules.unresponsive());
    this.slots = new Slots(now, counts.sums());
    this.checks = new UnansweredChecks(now, interval, rules.patience().toNanos());
    this.alerts = new AlertRules(rules);
    this.deadlocks = new Deadlocks(rules.patience().toNanos());
    this.lastAsked = now;
    this.stateSince = millis.getAsLong();
  }

  /** How long it is from one check to the next. */
  static long interval(HealthRules.Rule checks) {
    return (long) (checks.window().toNanos() / checks.most());
  }

  /** What was seen at one look. */
  private record Look(
      CallCounts.Sums sums, OpenRequests open, int sessions, ServerCondition condition) {}

  synchronized ServerState state() {
    return look().condition().state();
  }

  synchronized List<RuleStatus> rules() {
    return look().condition().rules();
  }

  synchronized ServerHealth now() {
    return serverHealth(look());
  }

  /** How they are now, if a report is due or something has changed since the last; else null. */
  synchronized ServerHealth news(boolean due) {
    Look look = look();
    List<Object> words =
        List.of(
            look.condition().state(),
            look.condition().rules().stream().map(RuleStatus::firing).toList());
    boolean changed = !words.equals(lastEmitted);
    lastEmitted = words;
    return due || changed ? serverHealth(look) : null;
  }

  private Look look() {
    long now = nanos.getAsLong();
    CallCounts.Sums sums = counts.sums();
    slots.advance(now, sums);
    OpenRequests open = new OpenRequests(now, rules);
    servers.each(open::add);
    int sessions = servers.sessions();
    checks.look(now, open, counts);
    noteAsked(now, sums, open);
    List<RuleStatus> all =
        alerts.now(
            millis.getAsLong(),
            slots,
            sums,
            checks,
            ServerCondition.unanswered(open, checks.nanos(now)));
    ServerCondition condition =
        ServerCondition.of(
            new ServerCondition.Findings(
                pipes.reason(sessions, sums.requests()),
                deadlocks.held(open, now),
                open,
                asked,
                now - lastAsked,
                slots.of(Duration.ofMinutes(1), sums),
                all));
    if (condition.state() != state) {
      state = condition.state();
      stateSince = millis.getAsLong();
    }
    return new Look(sums, open, sessions, condition);
  }

  private void noteAsked(long now, CallCounts.Sums sums, OpenRequests open) {
    if (open.count() > 0 || sums.requests() != askedSeen) {
      asked = true;
      askedSeen = sums.requests();
      lastAsked = now;
    }
  }

  private ServerHealth serverHealth(Look look) {
    Peer server = servers.peer();
    int tools = servers.tools();
    return new ServerHealth(
        millis.getAsLong(),
        look.condition().state(),
        look.condition().reason(),
        stateSince,
        uptime(),
        look.sums().requests(),
        look.sums().errors(),
        slots.of(Duration.ofMinutes(1), look.sums()),
        slots.of(Duration.ofMinutes(5), look.sums()),
        slots.of(Duration.ofMinutes(10), look.sums()),
        look.sessions(),
        look.open().count(),
        look.open().oldestNanos(),
        servers.sinceSuccess(),
        tools,
        counts.tools().stats(),
        look.condition().rules(),
        server == null ? null : server.name(),
        server == null ? null : server.version(),
        servers.sdkVersions(),
        catalogHash(tools));
  }

  private static long uptime() {
    try {
      return TimeUnit.MILLISECONDS.toNanos(ManagementFactory.getRuntimeMXBean().getUptime());
    } catch (LinkageError e) {
      // A JVM may be built without its management.
      return -1;
    }
  }

  private String catalogHash(int tools) {
    long now = nanos.getAsLong();
    if (catalogHash == null || tools != hashedTools || now - lastHashed >= CATALOG_PAUSE) {
      catalogHash = servers.catalogHash();
      hashedTools = tools;
      lastHashed = now;
    }
    return catalogHash;
  }
}
