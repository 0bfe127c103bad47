// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.newest.MarkedClient;
import io.mcpotel.it.app.newest.MarkedServer;
import io.mcpotel.it.app.newest.Place;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.FakeHub;
import io.mcpotel.it.support.receiver.MetricsPage;
import io.mcpotel.it.support.receiver.RawExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves a server and a client of all that can be said to them. */
class WhatLeavesIT {

  private static final Path PAGE = Path.of("../docs/privacy.md");
  private static final String BEGIN = "<!-- what leaves, held by WhatLeavesIT -->\n";
  private static final String END = "<!-- end of what leaves -->";
  private static final String HEAD =
      """
      | said here | spans | records | metrics | reports | stderr |
      |---|---|---|---|---|---|
      """;

  private static final String PREFIX = "otel.instrumentation.mcp.";

  @TempDir Path folder;

  /** What was found after both sides have spoken. */
  private record Leaving(
      FoundMarks spans,
      FoundMarks records,
      FoundMarks metrics,
      FoundMarks reports,
      FoundMarks stderr,
      String wire) {

    Set<Place> places() {
      Set<Place> places = EnumSet.noneOf(Place.class);
      columns().forEach(column -> places.addAll(column.places()));
      return places;
    }

    List<FoundMarks> columns() {
      return List.of(spans, records, metrics, reports, stderr);
    }
  }

  @Test
  void pageSaysWhatLeavesByDefault() throws IOException, InterruptedException {
    Leaving leaving = speak(Map.of());

    assertSaid(leaving);
    assertPageHas(table(leaving.columns()));
  }

  @Tag("matrix")
  @Test
  void namesAndIdsAreLeftWhereAllElseIsTurnedOff() throws IOException, InterruptedException {
    Leaving leaving =
        speak(
            Map.of(
                PREFIX + "capture", "none",
                PREFIX + "capture.uri", "none",
                PREFIX + "remote-context", "ignore"));

    assertEquals(
        EnumSet.of(
            Place.CLIENT_NAME,
            Place.CLIENT_VERSION,
            Place.SERVER_NAME,
            Place.SERVER_VERSION,
            Place.REQUEST_ID,
            Place.RESPONSE_ID,
            Place.METHOD_UNKNOWN,
            Place.NOTIFICATION,
            Place.TOOL,
            Place.TOOL_UNKNOWN,
            Place.PROMPT,
            Place.PROMPT_UNKNOWN,
            Place.EXCEPTION_CLASS,
            Place.EXCEPTION_METHOD,
            Place.EXCEPTION_FILE),
        leaving.places());
  }

  private Leaving speak(Map<String, String> properties) throws IOException, InterruptedException {
    int metricsPort = Ports.free();
    try (FakeHub hub = new FakeHub();
        RawExports ofServer = new RawExports();
        RawExports ofClient = new RawExports();
        AppProcess server = server(ofServer, metricsPort, hub).properties(properties).start();
        AppProcess client = client(ofClient, server.port()).properties(properties).start()) {
      MarkedPeer peer = new MarkedPeer(server.port());
      peer.speak();
      for (String signal : List.of(RawExports.SPANS, RawExports.RECORDS)) {
        ofClient.await(signal, "ping");
      }
      client.send("end");
      client.awaitExit(AppProcess.PATIENCE);
      peer.end();
      for (String signal : List.of(RawExports.SPANS, RawExports.RECORDS)) {
        ofServer.await(signal, "tools/call last");
      }
      String page = new MetricsPage(metricsPort).read("Accept", "text/plain").body();
      server.send("stop");
      FakeHub.Report last = hub.await(FakeHub.Report::isLast);
      server.awaitExit(AppProcess.PATIENCE);

      assertNamesTheConventions(ofServer);
      assertNamesTheConventions(ofClient);
      assertEquals(
          new FoundMarks().in(ofServer, RawExports.METRICS).places(),
          new FoundMarks().in("page", page).places(),
          page);
      return new Leaving(
          both(ofServer, ofClient, RawExports.SPANS),
          both(ofServer, ofClient, RawExports.RECORDS),
          both(ofServer, ofClient, RawExports.METRICS),
          new FoundMarks().inJson("", last.body()),
          new FoundMarks().in("line", server.stderr() + "\n" + client.stderr()),
          peer.wire());
    }
  }

  /** The resource says so of its attributes, and each scope of ours of its own. */
  private static void assertNamesTheConventions(RawExports exports) {
    for (String signal : List.of(RawExports.SPANS, RawExports.RECORDS, RawExports.METRICS)) {
      Set<String> urls = new HashSet<>();
      exports.texts(
          signal,
          (where, text) -> {
            if (where.equals("schema_url")) {
              urls.add(text);
            }
          });
      assertEquals(
          Set.of(
              "https://opentelemetry.io/schemas/1.44.0",
              "https://opentelemetry.io/schemas/gen-ai/1.42.0"),
          urls,
          signal);
    }
  }

  private App server(RawExports exports, int metricsPort, FakeHub hub) throws IOException {
    return silent(exports)
        .property("otel.metrics.exporter", "otlp,prometheus")
        .property("otel.exporter.prometheus.port", String.valueOf(metricsPort))
        .property(PREFIX + "report.endpoint", hub.root() + "/api/v1/metrics")
        .property("app.word", Place.SYSTEM_PROPERTY.mark())
        .environment("APP_WORD", Place.ENVIRONMENT.mark())
        .main(MarkedServer.class, Place.ARGUMENT_OF_PROGRAM.mark());
  }

  private App client(RawExports exports, int port) throws IOException {
    return silent(exports).main(MarkedClient.class, "http://127.0.0.1:" + port);
  }

  /** An application that logs nothing, so that all that stderr has is of the agent. */
  private App silent(RawExports exports) throws IOException {
    Path silence = folder.resolve("logback.xml");
    Files.writeString(silence, "<configuration><root level=\"OFF\"/></configuration>");
    return App.on(Jdk.oldest())
        .exportingTo(exports.endpoint())
        .property("logback.configurationFile", silence.toString());
  }

  private static FoundMarks both(RawExports server, RawExports client, String path) {
    return new FoundMarks().in(server, path).in(client, path);
  }

  /** What was never said would never leave. */
  private static void assertSaid(Leaving leaving) {
    Set<Place> said = leaving.places();
    said.addAll(new FoundMarks().in("wire", leaving.wire()).places());
    List<Place> unsaid =
        Arrays.stream(Place.values())
            .filter(place -> place.group() != Place.Group.PROCESS && !said.contains(place))
            .toList();
    // A suppressed exception is in the exception that left, but in no message.
    assertEquals(List.of(Place.EXCEPTION_SUPPRESSED), unsaid);
  }

  private static String table(List<FoundMarks> columns) {
    StringBuilder table = new StringBuilder(HEAD);
    Place.Group group = null;
    for (Place place : Place.values()) {
      if (place.group() != group) {
        group = place.group();
        table.append("| **").append(group.words()).append("** | | | | | |\n");
      }
      String cells = columns.stream().map(found -> found.cell(place)).collect(Collectors.joining());
      table.append("| ").append(place.words()).append(" |").append(cells).append('\n');
    }
    return table.toString();
  }

  private static void assertPageHas(String table) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    assertTrue(page.contains(BEGIN) && end >= begin, BEGIN + END);
    assertEquals(
        table,
        page.substring(begin, end),
        () -> "docs/privacy.md should have this table:\n" + table);
  }
}
