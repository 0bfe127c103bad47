// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.settings.Settings.RemoteContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void defaultsExportErrorMessagesAndNothingElseOfPayloads() {
    Settings settings = settings("");

    assertTrue(settings.handlerSpans());
    assertEquals(Set.of(Capture.Part.ERRORS), settings.capture().parts());
    assertEquals(RemoteContext.PARENT, settings.remoteContext());
    assertFalse(settings.excludesSpan(Operation.Kind.SERVER, "ping"));
  }

  @Test
  void starAtTheEndExcludesAllMethodsThatBeginSo() {
    Settings settings = settings("exclude-spans=ping,notifications/*");

    assertTrue(settings.excludesSpan(Operation.Kind.SERVER, "ping"));
    assertTrue(settings.excludesSpan(Operation.Kind.SERVER, "notifications/progress"));
    assertFalse(settings.excludesSpan(Operation.Kind.SERVER, "tools/call"));
    assertFalse(settings.excludesSpan(Operation.Kind.SERVER, "pinger"));
  }

  @Test
  void captureNoneLeavesErrorMessagesOut() {
    assertEquals(Set.of(), settings("capture=none").capture().parts());
  }

  @Test
  void wrongValueIsReplacedByTheDefault() {
    assertTrue(settings("handler-spans=perhaps").handlerSpans());
    assertEquals(RemoteContext.PARENT, settings("remote-context=child").remoteContext());
    assertEquals(Set.of(Capture.Part.ERRORS), settings("capture=everything").capture().parts());
  }

  @Test
  void basicLeavesMetricsOut() {
    assertTrue(settings("").measuring().all());
    assertFalse(settings("metrics=basic").measuring().all());
    assertTrue(settings("metrics=few").measuring().all());
  }

  @Test
  void recordsGoToOtlpUnlessSpansAreOff() {
    assertEquals(List.of("otlp"), settings("").recording().places());
    assertEquals(List.of(), settings("mode=metrics").recording().places());
    assertEquals(List.of("file", "otlp"), settings("record=file,otlp").recording().places());
    assertEquals(List.of(), settings("record=none").recording().places());
    assertEquals(List.of("otlp"), settings("record=none,file").recording().places());
  }

  @Test
  void toolsAreWatchedUnlessNobodyWouldBeTold() {
    assertTrue(settings("").showsDetails());
    assertTrue(settings("mode=metrics").showsDetails());
    assertFalse(settings("mode=propagation").showsDetails());
  }

  @Test
  void recordFilesAreLimitedByTimeAndSize() {
    Recording usual = settings("record=file").recording();
    assertEquals(Duration.ofDays(7), usual.retention());
    assertEquals(100L << 20, usual.maxSize());

    assertEquals(
        Duration.ofHours(36), settings("record.file.retention=36h").recording().retention());
    assertEquals(2L << 30, settings("record.file.max-size=2g").recording().maxSize());
    assertEquals(100L << 20, settings("record.file.max-size=much").recording().maxSize());
  }

  @Test
  void excludedCallsAreNotCapturedEvenWhereTheyAreIncluded() {
    Capture capture =
        settings(
                "capture=arguments,otel.instrumentation.mcp.capture.include=tools/call:*,"
                    + "otel.instrumentation.mcp.capture.exclude=tools/call:log?n")
            .capture();
    Target login = new Target(Target.Kind.TOOL, "login");
    Target echo = new Target(Target.Kind.TOOL, "echo");

    assertTrue(capture.has(Capture.Part.ARGUMENTS, "tools/call", echo));
    assertFalse(capture.has(Capture.Part.ARGUMENTS, "tools/call", login));
    assertFalse(capture.has(Capture.Part.ARGUMENTS, "prompts/get", Target.NONE));
    assertFalse(capture.has(Capture.Part.ARGUMENTS, null, Target.NONE));
    assertFalse(capture.has(Capture.Part.RESULTS, "tools/call", echo));
  }

  @Test
  void commaWithinBracketsBelongsToThePattern() {
    assertEquals(
        List.of("a{2,3}", "[b,c]+", "d\\,e"),
        settings("redact.patterns=a{2,3}, [b,c]+,d\\,e").redaction().patterns());
  }

  private static Settings settings(String ours) {
    return Settings.from(
        Configuration.of(ours.isEmpty() ? "" : "otel.instrumentation.mcp." + ours));
  }
}
