// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.report;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Reporting;
import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.http.HttpPost;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/** The reports of this JVM, of which there are none unless somebody has set where they go. */
public final class Reports {

  /** A name that leads to this machine, told by the name alone: nobody is asked for it. */
  private static final String LOOPBACK =
      "http://(?:(?i:localhost)|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d+)?";

  private final Reporter reporter;

  private Reports(Reporter reporter) {
    this.reporter = reporter;
  }

  /**
   * Has them sent from the first server on, if they are asked for.
   *
   * @param isMeasured whether it is known how the server is
   * @param agentVersion the agent's release
   * @param findings what the doctor would say of this JVM
   * @param threads makes the thread that sends
   */
  public static Reports start(
      Configuration configuration,
      boolean isMeasured,
      HealthSource healthSource,
      String agentVersion,
      Supplier<List<Finding>> findings,
      ThreadFactory threads) {
    Reporting reporting = Reporting.from(configuration);
    if (reporting.endpoint() == null) {
      return new Reports(null);
    }
    if (!isMeasured) {
      AgentLog.line("there are no reports (report.endpoint) with mode=propagation.");
      return new Reports(null);
    }
    try {
      Reporter reporter = reporter(configuration, reporting, healthSource, agentVersion, findings);
      healthSource.addListener(serverHealth -> reporter.start(threads));
      return new Reports(reporter);
    } catch (IllegalArgumentException e) {
      AgentLog.line("there will be no reports (report.endpoint): " + e.getMessage() + ".");
      return new Reports(null);
    }
  }

  /** The JVM ends, which is reported if that takes no longer than this. */
  public void end(long nanos) throws InterruptedException {
    if (reporter != null) {
      reporter.end(nanos);
    }
  }

  private static Reporter reporter(
      Configuration configuration,
      Reporting reporting,
      HealthSource healthSource,
      String agentVersion,
      Supplier<List<Finding>> findings) {
    HttpPost hub = hub(reporting);
    String place = hub.shown();
    if (reporting.token() != null && place.startsWith("http:") && !place.matches(LOOPBACK)) {
      AgentLog.line(
          "the token of the reports goes to "
              + place
              + " for everybody on the way to read: use https.");
    }
    Duration told = reporting.isLastOnly() ? null : reporting.interval();
    return new Reporter(
        healthSource,
        () -> {
          // What it needs is loaded before the JVM ends.
          findings.get();
          return new ReportBody(
              Identity.of(configuration, reporting.serverId(), agentVersion), told, findings);
        },
        hub,
        reporting.interval(),
        new ReportSchedule(reporting.interval(), place, reporting.token() != null));
  }

  private static HttpPost hub(Reporting reporting) {
    Path certificate = reporting.certificate() == null ? null : Path.of(reporting.certificate());
    if (reporting.token() == null) {
      return new HttpPost(reporting.endpoint(), Map.of(), certificate);
    }
    // A user and a password in the URL would be another header of this name.
    String endpoint = reporting.endpoint().replaceFirst("^(\\w+://)[^/?#]*@", "$1");
    return new HttpPost(
        endpoint, Map.of("Authorization", "Bearer " + reporting.token()), certificate);
  }
}
