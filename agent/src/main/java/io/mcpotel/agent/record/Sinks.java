// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.Recording;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The places that records are written to without OpenTelemetry. */
public final class Sinks {

  private Sinks() {}

  /** Those that the user asked for. */
  public static List<RecordSink> of(Recording recording) {
    List<RecordSink> sinks = new ArrayList<>();
    if (recording.has(Recording.FILE)) {
      addFile(recording, sinks);
    }
    if (recording.has(Recording.STDERR)) {
      sinks.add(StreamSink.stderr());
    }
    if (recording.has(Recording.STDOUT)) {
      sinks.add(StreamSink.stdout());
    }
    return sinks;
  }

  private static void addFile(Recording recording, List<RecordSink> sinks) {
    try {
      sinks.add(
          new RecordFile(
              recording.file(), recording.retention(), recording.maxSize(), Clock.systemUTC()));
    } catch (IllegalArgumentException e) {
      AgentLog.line("no records are written to " + recording.file() + ": " + e.getMessage());
    }
  }
}
