// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** What the Flight Recorder of another JVM has seen. */
final class FlightRecording {

  /** The recorder cuts stacks at 64 frames, and Reactor's are longer. */
  static final List<String> OPTIONS = List.of("-XX:FlightRecorderOptions=stackdepth=256");

  private static final String NAME = "name=benchmark";

  private final Path file;

  private FlightRecording(Path file) {
    this.file = file;
  }

  /** Records events of some types while something is done. */
  static FlightRecording during(
      Runnable work, long pid, List<String> types, List<String> settings) {
    try {
      Path file = Files.createTempFile("benchmark", ".jfr");
      file.toFile().deleteOnExit();
      List<String> start =
          new ArrayList<>(List.of("JFR.start", NAME, "settings=none", "maxsize=0"));
      types.forEach(type -> start.add("+" + type + "#enabled=true"));
      settings.forEach(setting -> start.add("+" + setting));
      jcmd(pid, start);
      work.run();
      jcmd(pid, List.of("JFR.stop", NAME, "filename=" + file));
      return new FlightRecording(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sums up those events, by what was allocated or how long they took, or else by their number. */
  StackShares shares(List<String> types, boolean idleToo) {
    StackShares shares = new StackShares();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        List<String> frames = frames(event);
        if (types.contains(event.getEventType().getName())
            && (idleToo || !StackShares.isIdle(frames))) {
          shares.add(thread(event), frames, weight(event));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return shares;
  }

  private static double weight(RecordedEvent event) {
    if (event.hasField("weight")) {
      return event.getLong("weight");
    }
    return event.hasField("duration") ? event.getDuration().toNanos() : 1;
  }

  private static String thread(RecordedEvent event) {
    RecordedThread thread =
        event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
    return thread == null || thread.getJavaName() == null ? "?" : thread.getJavaName();
  }

  private static List<String> frames(RecordedEvent event) {
    return event.getStackTrace() == null
        ? List.of()
        : event.getStackTrace().getFrames().stream().map(FlightRecording::name).toList();
  }

  private static String name(RecordedFrame frame) {
    String type =
        frame.getMethod().getType().getName().replaceAll("\\$\\$Lambda.*", "\\$\\$Lambda");
    return type + "." + frame.getMethod().getName();
  }

  private static void jcmd(long pid, List<String> command) throws IOException {
    List<String> all =
        Stream.concat(
                Stream.of(Jdk.running().home().resolve("bin/jcmd").toString(), String.valueOf(pid)),
                command.stream())
            .toList();
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0 || output.contains("Could not")) {
      throw new IOException(String.join(" ", all) + " answered " + output);
    }
  }
}
