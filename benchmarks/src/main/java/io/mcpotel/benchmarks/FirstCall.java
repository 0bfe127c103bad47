// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Part b: from the start of a stdio server's process to the answer to its first tool call. */
final class FirstCall {

  /** Of what the OpenTelemetry agent adds, the share that ours may add. */
  private static final double BUDGET = 0.2;

  private static final double MILLIS_BUDGET = 300;

  private static final int COUNTS = 1;
  private static final int ROUNDS = 9;

  static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
          + "\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
          + "\"clientInfo\":{\"name\":\"benchmark\",\"version\":\"1\"}}}";
  static final String INITIALIZED =
      "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";
  static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{"
          + "\"name\":\"echo\",\"arguments\":{\"text\":\"hello\"}}}";

  private final Jdk jdk;
  private final Program program;

  FirstCall(Jdk jdk) {
    this.jdk = jdk;
    this.program = new Program(jdk, Jars.classPathWithoutOpenTelemetry(), StdioServer.class);
  }

  String report() {
    try (Sink sink = new Sink()) {
      Variant ours = Variant.ours().with(sink.options());
      Variant openTelemetry = Variant.openTelemetry().with(sink.options());
      Variant both = new Variant("both", Beside.JAVAAGENT.withAgent(sink.options()).options());
      List<Variant> variants = List.of(Variant.NONE, ours, openTelemetry, both);
      Medians classes = Medians.inTurn(variants, COUNTS, this::classes);
      Medians millis = Medians.inTurn(variants, ROUNDS, this::millis);
      double theirs = millis.of(openTelemetry) - millis.of(Variant.NONE);
      Table table = new Table(jdk.toString(), "classes", "added", "ms", "added", "of theirs");
      for (Variant variant : variants) {
        double more = millis.of(variant) - millis.of(Variant.NONE);
        table.row(
            variant.name(),
            Text.whole(classes.of(variant)),
            Text.signed(classes.of(variant) - classes.of(Variant.NONE)),
            Text.whole(millis.of(variant)),
            Text.signed(more),
            Text.percent(more / theirs));
      }
      double alone = (millis.of(ours) - millis.of(Variant.NONE)) / theirs;
      double beside = (millis.of(both) - millis.of(openTelemetry)) / theirs;
      double added = millis.of(ours) - millis.of(Variant.NONE);
      return table
          + Text.budget(
              "time added, in ms",
              Text.whole(added),
              Text.whole(MILLIS_BUDGET),
              added <= MILLIS_BUDGET)
          + budget("time added, of what opentelemetry-javaagent adds", alone)
          + budget("time added beside it, of what it adds itself", beside);
    }
  }

  private static String budget(String what, double share) {
    return Text.budget(what, Text.percent(share), Text.percent(BUDGET), share <= BUDGET);
  }

  private double millis(Variant variant) {
    long start = System.nanoTime();
    return after(variant, process -> (System.nanoTime() - start) / 1e6);
  }

  private double classes(Variant variant) {
    Path log = Program.classLog();
    return after(variant.with(Program.logClasses(log)), process -> Program.countClasses(log));
  }

  /** Starts a server and calls its tool; the result is what is measured at the answer. */
  double after(Variant variant, ToDoubleFunction<Process> measure) {
    Process process = program.start(variant.options());
    try (BufferedReader answers = process.inputReader(StandardCharsets.UTF_8);
        Writer requests = process.outputWriter(StandardCharsets.UTF_8)) {
      send(requests, INITIALIZE);
      await(answers, "\"id\":1");
      send(requests, INITIALIZED);
      send(requests, CALL);
      await(answers, "\"id\":2");
      return measure.applyAsDouble(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static void send(Writer requests, String message) throws IOException {
    requests.write(message + "\n");
    requests.flush();
  }

  private static void await(BufferedReader answers, String id) throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.contains(id)) {
        if (line.contains("\"error\"")) {
          throw new IllegalStateException("the server answered " + line);
        }
        return;
      }
    }
    throw new IllegalStateException("the server ended without an answer to the request " + id);
  }
}
