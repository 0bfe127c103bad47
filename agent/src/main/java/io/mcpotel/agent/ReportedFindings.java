// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Printable;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.UnknownProperties;
import io.mcpotel.agent.doctor.Finding;
import io.mcpotel.agent.doctor.SettingsFindings;
import io.mcpotel.agent.doctor.StatusFindings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What the doctor would say of this JVM, as far as a hub may be told: no path, no argument, and no
 * method, which a peer names. What is bad comes first.
 */
final class ReportedFindings implements Supplier<List<Finding>> {

  private static final int MOST = 20;
  private static final int MOST_TEXT = 300;

  /** Some backends have a key there. */
  private static final Pattern PATH_OF_A_URL = Pattern.compile("(\\w+://[^/\\s]+)/[^\\s,)]*");

  private final StatusReport status;
  private final Configuration configuration;

  ReportedFindings(StatusReport status, Configuration configuration) {
    this.status = status;
    this.configuration = configuration;
  }

  @Override
  public List<Finding> get() {
    try {
      List<Finding> findings =
          new ArrayList<>(StatusFindings.of(status.forOthers(), System.currentTimeMillis()));
      for (String line : UnknownProperties.of(configuration)) {
        findings.add(Finding.bad("properties", line, ""));
      }
      findings.addAll(SettingsFindings.of(configuration));
      return shown(findings);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      AgentLog.report("telling a hub what the doctor finds", e);
      return List.of();
    }
  }

  static List<Finding> shown(List<Finding> findings) {
    return findings.stream()
        .filter(finding -> !finding.about().equals("calls"))
        .sorted(Comparator.comparing(Finding::good))
        .limit(MOST)
        .map(ReportedFindings::fit)
        .toList();
  }

  private static Finding fit(Finding finding) {
    // Nobody tries the endpoint for a report.
    Finding advised =
        finding.about().equals("export") && !finding.good()
            ? Finding.bad(
                "export", finding.text(), "run doctor beside it, which tries the endpoint")
            : finding;
    return advised.printable(
        text -> Bounds.cut(Printable.whole(withoutPaths(AgentLog.words(text))), MOST_TEXT));
  }

  private static String withoutPaths(String text) {
    return PATH_OF_A_URL.matcher(text).replaceAll("$1");
  }
}
