// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportReceiverTest {

  @TempDir Path folder;

  @Test
  void aGoodbyeOfTheSameSecondIsKeptAndWhatIsSentAgainCountsOnce() throws Exception {
    DuckDb store = DuckDb.open(DataFolder.open(folder));
    CommitQueue queue = new CommitQueue(store, CommitQueue.MOST_ROWS);
    HttpListener http =
        new HttpListener(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try {
      http.serve(ReportReceiver.PATH, new ReportReceiver(new Intake(queue)));
      http.start();
      String second = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
      post(http, second, "\"state\":\"up\"");
      post(http, second, "\"final\":true,\"state\":\"up\"");
      post(http, second, "\"final\":true,\"state\":\"up\"");
      assertEquals(
          "{\"error\":\"a report has 256 KB at most\"}",
          answered(http, second, "\"x\":\"" + "x".repeat(256 << 10) + "\"").body().strip());

      List<Map<String, Object>> reports =
          store.query("SELECT attributes FROM reports ORDER BY received", Map.of());
      assertEquals(
          List.of("{\"state\":\"up\"}", "{\"final\":true,\"state\":\"up\"}"),
          reports.stream().map(report -> report.get("attributes")).toList());
    } finally {
      http.close();
      queue.close();
      store.close();
    }
  }

  private static void post(HttpListener http, String second, String details) throws Exception {
    HttpResponse<String> response = answered(http, second, details);
    assertEquals(200, response.statusCode(), response::body);
  }

  private static HttpResponse<String> answered(HttpListener http, String second, String details)
      throws Exception {
    String body =
        "{\"server_id\":\"s\",\"timestamp\":\""
            + second
            + "\",\"metrics\":{},\"mcp\":{"
            + details
            + "}}";
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + http.port() + ReportReceiver.PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
