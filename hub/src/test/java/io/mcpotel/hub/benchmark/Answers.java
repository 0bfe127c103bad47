// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long answers take, of questions as a console asks them, one after the other. */
final class Answers {

  private static final Pattern TRACE = Pattern.compile("\"trace_id\":\"([0-9a-f]{32})\"");
  private static final String FLEET = "the fleet";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String endpoint;
  private final Random random = new Random(1);
  private final Map<String, List<Double>> millis = new TreeMap<>();
  private final List<String> traces = new ArrayList<>();

  Answers(String endpoint) throws Exception {
    this.endpoint = endpoint;
    for (int day = 1; day <= 7; day++) {
      String page =
          get("/api/v1/operations?limit=50&from=" + day + "d&to=" + (day * 24 - 23) + "h");
      Matcher matcher = TRACE.matcher(page);
      while (matcher.find()) {
        traces.add(matcher.group(1));
      }
    }
  }

  void ask(int questions) throws Exception {
    for (int i = 0; i < questions; i++) {
      String from = List.of("1h", "6h", "1d", "7d").get(random.nextInt(4));
      String service = "service-" + random.nextInt(10);
      switch (i % 5) {
        case 0 -> time(FLEET, "servers?from=" + List.of("1h", "7d").get(i / 5 % 2));
        case 1 -> time("tools", "tools?from=" + from);
        case 2 -> time("operations", "operations?from=" + from + "&service=" + service);
        case 3 ->
            time(
                "failed operations",
                "operations?from="
                    + from
                    + "&error_type=tool_error&tool=tool_"
                    + random.nextInt(12));
        default -> time("a trace", "traces/" + traces.get(random.nextInt(traces.size())));
      }
    }
  }

  double fleet95() {
    return percentile(millis.get(FLEET), 0.95);
  }

  double other95() {
    return percentile(
        millis.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(FLEET))
            .flatMap(entry -> entry.getValue().stream())
            .toList(),
        0.95);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    millis.forEach(
        (question, times) ->
            text.append(
                String.format(
                    "%s: %d times, median %.0f ms, 95th percentile %.0f ms%n",
                    question,
                    times.size(),
                    times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow(),
                    percentile(times, 0.95))));
    return text.toString();
  }

  private void time(String question, String path) throws Exception {
    long start = System.nanoTime();
    get("/api/v1/" + path);
    millis
        .computeIfAbsent(question, one -> new ArrayList<>())
        .add((System.nanoTime() - start) / 1e6);
  }

  private String get(String path) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(endpoint + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode() + response.body());
    }
    return response.body();
  }

  /** No number where nothing was answered. */
  static double percentile(List<Double> times, double part) {
    if (times.isEmpty()) {
      return Double.NaN;
    }
    return times.stream().sorted().toList().get((int) Math.ceil(times.size() * part) - 1);
  }
}
