// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.AlertSettings;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.core.settings.SystemdUse;
import io.mcpotel.agent.standalone.OtlpTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What another JVM was told, read here as its agent reads it there.
 *
 * @param configuration its properties
 * @param settings what those of ours come to
 * @param targets where its telemetry is to go
 * @param wrong what the agent would complain of
 */
public record JvmSettings(
    Configuration configuration, Settings settings, List<OtlpTarget> targets, List<String> wrong) {

  /**
   * Reads them.
   *
   * @param properties its system properties
   * @param jvmArguments its command line, as far as it is the JVM's
   * @param status what its agent says, which goes before what can be seen from outside
   */
  public static JvmSettings of(
      String pid, Map<String, String> properties, String jvmArguments, StatusLines status) {
    String arguments = status.one("arguments");
    if (arguments == null) {
      arguments = SettingsFindings.agentArguments(jvmArguments);
    }
    Map<String, String> variables = environment(pid);
    for (StatusLines.Line variable : status.all("variable")) {
      variables.put(variable.part(0), variable.part(1));
    }
    Set<String> wrong = new LinkedHashSet<>();
    AgentLog.setListener(wrong::add);
    try {
      Configuration configuration = Configuration.ofAnother(arguments, properties, variables);
      Settings settings = Settings.from(configuration);
      HealthSettings.from(configuration);
      AlertSettings.from(configuration);
      SystemdUse.from(configuration);
      List<OtlpTarget> targets = OtlpTarget.of(configuration, settings);
      return new JvmSettings(configuration, settings, targets, new ArrayList<>(wrong));
    } finally {
      // From here on a client has its say here, which becomes a finding.
      AgentLog.setListener(line -> {});
    }
  }

  /** What the kernel has of it on Linux. */
  private static Map<String, String> environment(String pid) {
    Map<String, String> variables = new HashMap<>();
    try {
      String all = new String(Files.readAllBytes(Path.of("/proc", pid, "environ")), UTF_8);
      for (String variable : all.split("\0")) {
        int equals = variable.indexOf('=');
        if (equals > 0) {
          variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      // Elsewhere only its agent knows.
      variables.clear();
    }
    return variables;
  }
}
