// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** ClickHouse's HTTP interface. One that is away is not asked again at once. */
final class ClickHouseHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** As long as a sender waits. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What is asked longer than that is given up there, too. */
  static final Duration QUESTION = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ClickHouseAddress address;
  private final Duration patience;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private volatile Away away;

  private record Away(String message, long untilNanos) {}

  ClickHouseHttp(ClickHouseAddress address) {
    this(address, PATIENCE);
  }

  ClickHouseHttp(ClickHouseAddress address, Duration patience) {
    this.address = address;
    this.patience = patience;
  }

  ClickHouseAddress address() {
    return address;
  }

  void execute(String sql) throws StoreException {
    send(sql.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** What a question is answered. Parameters are settings, and values by {@code param_}. */
  List<Map<String, Object>> rows(String sql, Map<String, String> parameters) throws StoreException {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("max_execution_time", "" + QUESTION.toSeconds());
    all.put("default_format", "JSONCompact");
    all.put("date_time_output_format", "iso");
    all.put("output_format_json_quote_64bit_integers", "0");
    all.put("output_format_json_quote_denormals", "0");
    byte[] answer = send(sql.getBytes(StandardCharsets.UTF_8), all);
    try {
      return ClickHouseRows.read(answer);
    } catch (IOException e) {
      throw new StoreException("ClickHouse's answer cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns when the rows are kept. */
  void insert(String sql, byte[] rows) throws StoreException {
    // Where a server gathers inserts, it says so when they are written.
    send(rows, Map.of("query", sql, "wait_for_async_insert", "1"));
  }

  private byte[] send(byte[] body, Map<String, String> parameters) throws StoreException {
    Away last = away;
    if (last != null && last.untilNanos - System.nanoTime() > 0) {
      throw new StoreException(last.message, null);
    }
    try {
      HttpResponse<byte[]> response = answerOfEither(request(body, parameters));
      if (response.statusCode() != 200) {
        throw ClickHouseErrors.of(address, response);
      }
      return response.body();
    } catch (IOException e) {
      throw away(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("the hub ends", e);
    }
  }

  /**
   * A connection that was kept may be closed just when it is used again, so that a second one is
   * tried; rows that come twice count once.
   */
  private HttpResponse<byte[]> answerOfEither(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return answer(request);
    } catch (HttpTimeoutException | ConnectException e) {
      throw e;
    } catch (IOException e) {
      return answer(request);
    }
  }

  /** A request's own limit ends with the headers of the answer. */
  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      return answer.get(patience.plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("the answer did not end");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private StoreException away(IOException e) {
    boolean silent =
        e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
    StoreException failure =
        silent
            ? ClickHouseErrors.slow(address, patience)
            : ClickHouseErrors.unreachable(address, e);
    away = new Away(failure.getMessage(), System.nanoTime() + PAUSE.toNanos());
    return failure;
  }

  private HttpRequest request(byte[] body, Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.put("database", address.database());
    // The status tells how it went, as it is not sent before.
    all.put("wait_end_of_query", "1");
    String query =
        all.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    byte[] login = (address.user() + ":" + address.password()).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(address.server() + "?" + query))
        .timeout(patience)
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
