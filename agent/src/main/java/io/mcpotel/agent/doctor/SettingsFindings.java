// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import io.mcpotel.agent.core.settings.Configuration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in the way of telemetry by the will of who started the JVM. */
public final class SettingsFindings {

  private static final Pattern AGENT = Pattern.compile("-javaagent:([^\\s=]+)(?:=(\\S*))?");

  private SettingsFindings() {}

  /** What is switched off. */
  public static List<Finding> of(Configuration configuration) {
    List<Finding> findings = new ArrayList<>();
    UnaryOperator<String> get = property -> lower(configuration.get(property));
    if ("true".equals(get.apply("otel.sdk.disabled"))) {
      findings.add(off("otel.sdk.disabled=true: nothing is exported"));
    }
    for (String signal : List.of("traces", "metrics", "logs")) {
      String property = "otel." + signal + ".exporter";
      if ("none".equals(get.apply(property))) {
        findings.add(off(property + "=none: no " + signal + " are exported"));
      }
    }
    addSampler(configuration, findings);
    String mode = get.apply("otel.instrumentation.mcp.mode");
    if ("propagation".equals(mode)) {
      findings.add(off("otel.instrumentation.mcp.mode=propagation: nothing is told"));
    } else if ("metrics".equals(mode)) {
      findings.add(off("otel.instrumentation.mcp.mode=metrics: there are no spans"));
    }
    return findings;
  }

  private static void addSampler(Configuration configuration, List<Finding> findings) {
    String sampler = lower(configuration.get("otel.traces.sampler"));
    String ratio = configuration.get("otel.traces.sampler.arg");
    if (sampler == null) {
      return;
    }
    boolean none = ratio != null && ratio.matches("0*(\\.0*)?");
    if (sampler.endsWith("always_off") || sampler.endsWith("traceidratio") && none) {
      String named = "otel.traces.sampler=" + sampler + (none ? " with argument " + ratio : "");
      findings.add(
          off(
              named
                  + (sampler.startsWith("parentbased")
                      ? ": only what a sampled caller asks for has spans"
                      : ": no span is kept")));
    }
  }

  /** What the command line has beside the agent. */
  public static List<Finding> ofCommandLine(String jvmArguments) {
    List<Finding> findings = new ArrayList<>();
    Matcher agents = AGENT.matcher(jvmArguments);
    while (agents.find()) {
      String jar = Path.of(agents.group(1)).getFileName().toString();
      if (!isOurs(jar)) {
        findings.add(Finding.good("beside", "another agent: " + jar));
      }
    }
    if (jvmArguments.matches("(?s).*-XX:(AOTCacheOutput=|AOTMode=(record|create)).*")) {
      findings.add(
          Finding.bad(
              "beside",
              "this JVM makes an AOT cache, so servlets are not instrumented in it",
              "nothing: they are in the JVMs that use the cache"));
    }
    return findings;
  }

  /** The arguments of our agent on a command line, or null where it is not there. */
  public static String agentArguments(String jvmArguments) {
    Matcher agents = AGENT.matcher(jvmArguments);
    while (agents.find()) {
      if (isOurs(Path.of(agents.group(1)).getFileName().toString())) {
        return agents.group(2) == null ? "" : agents.group(2);
      }
    }
    return null;
  }

  /** The switch that leaves a JVM alone, as it is set, or null. */
  public static String switchedOffBy(Configuration configuration) {
    for (String name : List.of("otel.instrumentation.mcp.enabled", "otel.javaagent.enabled")) {
      if ("false".equals(lower(configuration.get(name)))) {
        return name + "=false";
      }
    }
    return null;
  }

  private static boolean isOurs(String jar) {
    return jar.startsWith("mcp-otel-agent");
  }

  private static Finding off(String text) {
    return Finding.bad("settings", text, "leave it out, if that is not what you want");
  }

  private static String lower(String value) {
    return value == null ? null : value.toLowerCase(Locale.ROOT);
  }
}
