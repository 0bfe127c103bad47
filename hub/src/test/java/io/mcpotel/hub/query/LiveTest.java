// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private AskedHub hub;

  @BeforeEach
  void start() throws Exception {
    hub = new AskedHub(folder, Instant.now());
  }

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void whatIsKeptIsToldAtOnceAsTheListsHaveIt() throws Exception {
    try (Reader reader = new Reader(null)) {
      hub.feed.kept(
          List.of(
              hub.call("shop", "a", 1, "look", 0.25).set("attributes", "{\"a\":1}"),
              hub.row(Table.SPANS, "shop", "a", 1),
              hub.row(Table.SESSIONS, "shop", "a", 1).set("session_id", "s").set("state", "opened"),
              hub.row(Table.EVENTS, "shop", "a", 1).set("name", "mcp.stuck").set("body", "stuck"),
              hub.row(Table.EVENTS, "shop", "a", 1).set("name", "").set("body", "a line of a log"),
              hub.row(Table.MESSAGES, "shop", "a", 1).set("rejected", "origin")));

      Told operation = reader.next();
      assertEquals("operation", operation.type());
      var row = new ObjectMapper().readTree(operation.data());
      hub.assertDescribed("Operation", row);
      assertEquals(250, row.get("duration_ms").asDouble());
      assertEquals(1, row.at("/attributes/a").asInt());
      assertEquals("session", reader.next().type());
      Told stuck = reader.next();
      hub.assertDescribed("Event", new ObjectMapper().readTree(stuck.data()));
      assertTrue(reader.next().data().contains("\"type\":\"rejected\""));
    }
  }

  @Test
  void aReaderThatComesBackMissesNothingAndOneThatWasAwayTooLongIsToldSo() throws Exception {
    String last;
    try (Reader reader = new Reader(null)) {
      hub.feed.kept(calls(1));
      last = reader.next().id();
    }
    hub.feed.kept(calls(2));
    try (Reader reader = new Reader(last)) {
      assertEquals("operation", reader.next().type());
      Told second = reader.next();
      assertEquals("operation", second.type());
      for (int i = 0; i < LiveEvents.MOST + 10; i++) {
        hub.feed.events().add("state", new HashMap<>());
      }
      last = second.id();
    }
    try (Reader reader = new Reader(last)) {
      assertEquals("gap", reader.next().type());
      assertEquals("state", reader.next().type());
    }
    try (Reader reader = new Reader("1-5")) {
      assertEquals("gap", reader.next().type());
    }
  }

  @Test
  void whatIsSentAgainIsToldOnceAndBeyondSoManyOfASecondTheyAreSkipped() throws Exception {
    try (Reader reader = new Reader(null)) {
      List<Row> calls = calls(3_000);
      hub.feed.kept(calls.subList(0, 1));
      hub.feed.kept(calls);
      int told = 0;
      while (!reader.next().type().equals("gap") && told < 3_000) {
        told++;
        if (told == 500) {
          // What comes after those that were skipped shows the gap.
          hub.feed.events().add("state", new HashMap<>());
        }
      }
      assertTrue(told >= 500 && told < 3_000, "told " + told);
    }
  }

  @Test
  void manyReadersThatReadNothingHarmNobody() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < Live.MOST_READERS - 1; i++) {
        silent.add(connect());
        assertTrue(silent.get(i).getInputStream().read() > 0);
      }
      try (Reader reader = new Reader(null)) {
        assertEquals("503", statusOfOneMore());
        for (int i = 0; i < 100; i++) {
          hub.feed.events().add("state", new HashMap<>(Map.of("big", "x".repeat(60_000))));
        }
        assertTrue(hub.feed.events().from(1, 0).size() <= 5, "what one holds is bounded");
        // The others' buffers are full by now; this one goes on, and so do questions.
        hub.feed.kept(calls(1));
        Told told = reader.next();
        while (!told.type().equals("operation")) {
          told = reader.next();
        }
        hub.get("servers", 200);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aServerThatBecomesAnotherStateIsTold() throws Exception {
    try (Reader reader = new Reader(null)) {
      hub.keep(report("up"));
      // What it was before is only known when it was looked at once.
      String first = hub.get("servers", 200).at("/servers/0/state").asText();
      assertEquals("up", first);
      hub.feed.tellStates();
      hub.keep(report("broken"));
      hub.feed.tellStates();
      Told told = reader.next();
      assertEquals("state", told.type());
      assertTrue(told.data().contains("\"state\":\"broken\""), told::data);
    }
  }

  private Row report(String state) {
    long micros = System.currentTimeMillis() * 1_000;
    return hub.row(Table.REPORTS, "shop", "a", 0)
        .set("time", (Long) micros)
        .set("received", (Long) micros)
        .set("attributes", "{\"interval_seconds\":60}")
        .set("state", state);
  }

  private List<Row> calls(int count) {
    return IntStream.range(0, count).mapToObj(i -> hub.call("shop", "a", 1, "look", 0.1)).toList();
  }

  private String statusOfOneMore() throws IOException {
    try (Socket socket = connect()) {
      return new BufferedReader(new InputStreamReader(socket.getInputStream()))
          .readLine()
          .split(" ")[1];
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.http.port()));
    socket
        .getOutputStream()
        .write(
            ("GET " + Live.PATH + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private record Told(String type, String id, String data) {}

  private final class Reader implements AutoCloseable {

    private final InputStream stream;
    private final BufferedReader lines;

    Reader(String lastId) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.http.port() + Live.PATH));
      if (lastId != null) {
        request.header("Last-Event-ID", lastId);
      }
      stream =
          HttpClient.newHttpClient()
              .send(request.build(), HttpResponse.BodyHandlers.ofInputStream())
              .body();
      lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
      // The stream has begun, so that it hears of what comes from now on.
      assertTrue(line().startsWith("retry:"));
    }

    Told next() {
      String type = null;
      String id = null;
      while (true) {
        String line = line();
        if (line.startsWith("event: ")) {
          type = line.substring(7);
        } else if (line.startsWith("id: ")) {
          id = line.substring(4);
        } else if (line.startsWith("data: ")) {
          return new Told(type, id, line.substring(6));
        }
      }
    }

    private String line() {
      return assertTimeoutPreemptively(PATIENCE, lines::readLine);
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
