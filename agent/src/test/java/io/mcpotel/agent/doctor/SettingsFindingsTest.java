// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.core.settings.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFindingsTest {

  private static final String LEAVE_OUT = " -> leave it out, if that is not what you want";

  @ParameterizedTest
  @CsvSource({
    "'otel.sdk.disabled=TRUE', 'otel.sdk.disabled=true: nothing is exported'",
    "'otel.logs.exporter=none', 'otel.logs.exporter=none: no logs are exported'",
    "'otel.traces.sampler=always_off', 'otel.traces.sampler=always_off: no span is kept'",
    "'otel.traces.sampler=traceidratio,otel.traces.sampler.arg=0.0',"
        + "'otel.traces.sampler=traceidratio with argument 0.0: no span is kept'",
    "'otel.traces.sampler=parentbased_always_off',"
        + "'otel.traces.sampler=parentbased_always_off: only what a sampled caller asks for has"
        + " spans'",
    "'mode=metrics', 'otel.instrumentation.mcp.mode=metrics: there are no spans'",
    "'mode=propagation', 'otel.instrumentation.mcp.mode=propagation: nothing is told'",
  })
  void whatIsSwitchedOffIsTold(String set, String told) {
    assertEquals(List.of("BAD  settings: " + told + LEAVE_OUT), lines(set));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "otel.traces.sampler=always_on",
        "otel.traces.sampler=traceidratio,otel.traces.sampler.arg=0.01",
        "otel.metrics.exporter=prometheus"
      })
  void whatIsUsualIsNot(String set) {
    assertEquals(List.of(), lines(set));
  }

  @Test
  void agentsArgumentsAreFoundOnACommandLine() {
    String line =
        "-Xmx1g -javaagent:/o/otel.jar=a=b -javaagent:/x/mcp-otel-agent-1.0.jar=k=v,l=w -Da=b";

    assertEquals("k=v,l=w", SettingsFindings.agentArguments(line));
    assertEquals("", SettingsFindings.agentArguments("-javaagent:mcp-otel-agent.jar"));
    assertEquals(null, SettingsFindings.agentArguments("-javaagent:other.jar"));
  }

  @Test
  void otherAgentsAndAnAotCacheAreTold() {
    assertEquals(
        List.of(
            "ok   beside: another agent: dd-java-agent.jar",
            "BAD  beside: this JVM makes an AOT cache, so servlets are not instrumented in it ->"
                + " nothing: they are in the JVMs that use the cache"),
        texts(
            SettingsFindings.ofCommandLine(
                "-javaagent:/o/dd-java-agent.jar -javaagent:mcp-otel-agent.jar"
                    + " -XX:AOTCacheOutput=a.aot")));
    assertEquals(List.of(), SettingsFindings.ofCommandLine("-XX:AOTCache=a.aot"));
  }

  private static List<String> lines(String set) {
    return texts(SettingsFindings.of(Configuration.ofAnother(set, Map.of(), Map.of())));
  }

  private static List<String> texts(List<Finding> findings) {
    return findings.stream().map(Finding::toString).toList();
  }
}
