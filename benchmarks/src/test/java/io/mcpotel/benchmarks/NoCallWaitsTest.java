// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Flight Recorder sees each time that a thread waits for a lock, however short. */
class NoCallWaitsTest {

  private static final String JDK = "(java|javax|jdk|sun|com\\.sun)\\..*";

  @TempDir Path folder;

  @Test
  void noCallWaitsForAnotherWithinTheAgent() throws Exception {
    Path file = folder.resolve("waits.jfr");

    String output = callFromManyThreads(file);

    assertTrue(output.endsWith(" calls"), () -> "the calls ended with: " + output);
    Map<String, Integer> waits = new TreeMap<>();
    boolean recorded = false;
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        recorded |= "main".equals(threadName(event));
        if (isCalling(threadName(event)) && isByUs(event)) {
          waits.merge(event.getEventType().getName() + stack(event), 1, Integer::sum);
        }
      }
    }
    assertTrue(recorded, "nobody was seen waiting, not even main for the callers");
    assertEquals(Map.of(), waits);
  }

  private static String callFromManyThreads(Path file) throws IOException {
    try (Sink sink = new Sink()) {
      Program program =
          new Program(Jdk.running(), Jars.classPathWithoutOpenTelemetry(), ManyCallers.class);
      Process process =
          program.start(Variant.ours().with(sink.options()).options(), file.toString());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(sink.exports() > 0, "the agent exported nothing");
      return output.strip();
    }
  }

  private static String threadName(RecordedEvent event) {
    return event.getThread() == null ? null : event.getThread().getJavaName();
  }

  /** A thread that calls, or one that the SDK lends to a function. */
  private static boolean isCalling(String thread) {
    return thread != null
        && (thread.startsWith(ManyCallers.CALLER) || thread.startsWith("boundedElastic-"));
  }

  /** Whether the first class below the JDK's, which takes a lock or uses what does, is ours. */
  private static boolean isByUs(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return false;
    }
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = type(frame);
      if (isOnce(type)) {
        return false;
      }
      if (!type.matches(JDK)) {
        return isOurs(type) && !wakesExporter(frame);
      }
    }
    return false;
  }

  /** What loads a class or links a lambda does so once, maybe only now. */
  private static boolean isOnce(String type) {
    return type.equals("java.lang.ClassLoader") || type.startsWith("java.lang.invoke.");
  }

  /** A class of the agent's, with the libraries that it has taken into itself. */
  private static boolean isOurs(String type) {
    return type.startsWith("io.mcpotel.") && !type.startsWith("io.mcpotel.benchmarks.")
        || type.startsWith("io.opentelemetry.");
  }

  /** It does so under a lock of its own and the exporter's, but never of another call. */
  private static boolean wakesExporter(RecordedFrame frame) {
    return type(frame).endsWith(".BatchSpanProcessor$Worker")
        && frame.getMethod().getName().equals("addSpan");
  }

  private static String stack(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .limit(12)
        .map(frame -> "\n  " + type(frame) + "." + frame.getMethod().getName())
        .collect(Collectors.joining());
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }
}
