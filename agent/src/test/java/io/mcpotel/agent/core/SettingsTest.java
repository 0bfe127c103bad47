// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Settings.RemoteContext;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void defaultsExportErrorMessagesAndNothingElseOfPayloads() {
    Settings settings = settings("");

    assertTrue(settings.handlerSpans());
    assertTrue(settings.captureErrors());
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
    assertFalse(settings("capture=none").captureErrors());
  }

  @Test
  void wrongValueIsReplacedByTheDefault() {
    assertTrue(settings("handler-spans=perhaps").handlerSpans());
    assertEquals(RemoteContext.PARENT, settings("remote-context=child").remoteContext());
    assertTrue(settings("capture=everything").captureErrors());
  }

  private static Settings settings(String ours) {
    return Settings.from(
        Configuration.of(ours.isEmpty() ? "" : "otel.instrumentation.mcp." + ours));
  }
}
