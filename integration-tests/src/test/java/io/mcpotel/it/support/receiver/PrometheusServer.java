// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Ports;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Prometheus, or a VictoriaMetrics that takes its place, which reads pages each second and
 * answers queries.
 */
public final class PrometheusServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long PAUSE_NANOS = 200_000_000;

  private final AppProcess process;
  private final HttpProbe probe;
  private final int port;

  private PrometheusServer(AppProcess process, int port) {
    this.process = process;
    probe = new HttpProbe(port);
    this.port = port;
  }

  /**
   * Skips the test where there is none.
   *
   * @param folder where its data go
   * @param scrapeConfig the part of its configuration that says whom it asks
   */
  public static PrometheusServer start(Path folder, String scrapeConfig) {
    Path config = config(folder, "prometheus", scrapeConfig);
    int port = Ports.free();
    return new PrometheusServer(
        App.start(
            List.of(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--enable-feature=exemplar-storage",
                "--log.level=warn"),
            Map.of()),
        port);
  }

  /** A VictoriaMetrics with the same configuration. */
  public static PrometheusServer startVictoriaMetrics(Path folder, String scrapeConfig) {
    Path config = config(folder, "victoria-metrics", scrapeConfig);
    int port = Ports.free();
    return new PrometheusServer(
        App.start(
            List.of(
                "victoria-metrics",
                "-promscrape.config=" + config,
                "-storageDataPath=" + folder.resolve("victoria-metrics"),
                "-httpListenAddr=127.0.0.1:" + port,
                // What came in just now is answered, too.
                "-search.latencyOffset=0s",
                "-loggerLevel=WARN"),
            Map.of()),
        port);
  }

  private static Path config(Path folder, String program, String scrapeConfig) {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program))),
        "there is no " + program + " on the PATH");
    try {
      return Files.writeString(
          folder.resolve(program + ".yml"), "global:\n  scrape_interval: 1s\n" + scrapeConfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** VictoriaMetrics' own evaluates these rules with what is there, and puts its results there. */
  public AppProcess startVmalert(Path rules) {
    String url = "http://127.0.0.1:" + port;
    return App.start(
        List.of(
            "vmalert",
            "-rule=" + rules,
            "-datasource.url=" + url,
            "-remoteWrite.url=" + url,
            "-rule.evalDelay=0s",
            "-notifier.blackhole",
            "-httpListenAddr=127.0.0.1:" + Ports.free(),
            "-loggerLevel=WARN"),
        Map.of());
  }

  /** The answer of an instant query, by the labels that it has: {@code a=b,c=d}. */
  public Map<String, Double> query(String query) {
    Map<String, Double> values = new TreeMap<>();
    for (Object row : (List<?>) Json.object(ask("query", query, ""), "data").get("result")) {
      @SuppressWarnings("unchecked")
      Map<String, Object> series = (Map<String, Object>) row;
      String labels =
          new TreeMap<>(Json.object(series, "metric"))
              .entrySet().stream()
                  .map(label -> label.getKey() + "=" + label.getValue())
                  .reduce((one, other) -> one + "," + other)
                  .orElse("");
      values.put(labels, Double.valueOf((String) ((List<?>) series.get("value")).get(1)));
    }
    return values;
  }

  /** Whether points of the last hour that a query asks for lead to a trace. */
  public boolean leadsToTraces(String query) {
    long now = System.currentTimeMillis() / 1000;
    String range = "&start=" + (now - 3600) + "&end=" + (now + 1);
    return Json.write(ask("query_exemplars", query, range)).contains("\"trace_id\"");
  }

  private Map<String, Object> ask(String what, String query, String more) {
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    HttpProbe.Answer answer =
        probe.send(
            "GET",
            "/api/v1/" + what + "?query=" + encoded + more,
            null,
            "Accept",
            "application/json");
    assertEquals(200, answer.status(), () -> query + "\n" + answer.body());
    return Json.parse(answer.body());
  }

  /** The answer as soon as it is like this. */
  public Map<String, Double> await(String query, Predicate<Map<String, Double>> wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Map<String, Double> answer = Map.of();
    while (System.nanoTime() - deadline < 0) {
      if (isReady()) {
        answer = query(query);
        if (wanted.test(answer)) {
          return answer;
        }
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    throw new AssertionError(query + " is " + answer + "; stderr:\n" + process.stderr());
  }

  /** Its port is open some time before it answers queries. */
  private boolean isReady() {
    return Ports.isOpen("127.0.0.1", port)
        && probe.send("GET", "/-/ready", null, "Accept", "text/plain").status() == 200;
  }

  @Override
  public void close() {
    process.close();
  }
}
