// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import io.mcpotel.hub.benchmark.Template.Body;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The hub and Zipkin's server, one after the other, with the same traces and no records. */
final class BesideZipkin {

  private static final int STARTS = 3;
  private static final int QUESTIONS = 200;

  private final Path folder;
  private final int seconds;

  BesideZipkin(Path folder, int seconds) {
    this.folder = folder;
    this.seconds = seconds;
  }

  void print() throws Exception {
    Figures zipkin =
        measure(
            number -> RunningServer.zipkin(Path.of(System.getProperty("zipkin.jar"))),
            Body.SPANS_FOR_ZIPKIN,
            "/api/v2/trace/");
    Figures hub =
        measure(
            number -> RunningServer.hub(folder.resolve("traces-" + number)),
            Body.SPANS,
            "/api/v1/traces/");
    System.out.println("| as many spans as it takes, for " + seconds + " s | the hub | Zipkin | |");
    System.out.println("|---|---:|---:|---|");
    row("ready with an empty store, s", hub.ready(), zipkin.ready(), true, "%.1f");
    row("spans a second, acknowledged", hub.perSecond(), zipkin.perSecond(), false, "%,.0f");
    row("CPU of a span, µs", hub.micros(), zipkin.micros(), true, "%.1f");
    row("RSS, MB at most", hub.megabytes(), zipkin.megabytes(), true, "%.0f");
    row(
        "traces of " + QUESTIONS + " that are answered",
        hub.found(),
        zipkin.found(),
        false,
        "%.0f");
    row("a trace's answer, ms (median)", hub.median(), zipkin.median(), true, "%.1f");
    row("a trace's answer, ms (95 %)", hub.most(), zipkin.most(), true, "%.1f");
  }

  private Figures measure(Start start, Body sent, String trace) throws Exception {
    List<Double> ready = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      try (RunningServer server = start.run(i)) {
        ready.add(server.readyMillis() / 1e3);
      }
    }
    try (RunningServer server = start.run(STARTS)) {
      Load load = new Load(server.endpoint(), Load.AS_MANY_AS_IT_TAKES, sent);
      double perSecond;
      try (load) {
        Thread.sleep(seconds * 1_000L);
        perSecond = load.keptPerSecond() * 2;
      }
      double micros = server.cpuSeconds() * 1e6 / (load.kept() * 2.0);
      List<Double> answers = ask(server.endpoint() + trace, load.traces());
      return new Figures(
          Answers.percentile(ready, 0.5),
          perSecond,
          micros,
          server.mostMegabytes(),
          answers.size(),
          Answers.percentile(answers, 0.5),
          Answers.percentile(answers, 0.95));
    }
  }

  private static List<Double> ask(String address, List<String> traces) throws Exception {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    List<Double> millis = new ArrayList<>();
    for (String trace : traces.subList(0, QUESTIONS)) {
      long started = System.nanoTime();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address + trace)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200 && answer.body().contains("execute_tool")) {
        millis.add((System.nanoTime() - started) / 1e6);
      }
    }
    return millis;
  }

  private static void row(
      String figure, double hub, double zipkin, boolean lessIsBetter, String format) {
    boolean ahead = Double.isNaN(zipkin) || (lessIsBetter ? hub <= zipkin : hub >= zipkin);
    System.out.printf(
        Locale.ROOT,
        "| %s | " + format + " | " + format + " | %s |%n",
        figure,
        hub,
        zipkin,
        ahead ? "ok" : "behind");
  }

  private interface Start {
    RunningServer run(int number) throws Exception;
  }

  private record Figures(
      double ready,
      double perSecond,
      double micros,
      double megabytes,
      double found,
      double median,
      double most) {}
}
