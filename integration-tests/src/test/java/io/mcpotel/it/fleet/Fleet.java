// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.fleet;

import io.mcpotel.it.app.ClientMain;
import io.mcpotel.it.app.HungServer;
import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two servers of one service, one of another that can be made to hang, and two clients, all of
 * which tell one hub. A third client, of the second server, has no agent.
 */
final class Fleet implements AutoCloseable {

  private static final String OURS = "otel.instrumentation.mcp.";
  private static final String TEN_MINUTES_MILLIS = "600000";

  private final HubServer hub;
  private final List<AppProcess> started = new ArrayList<>();
  private final AppProcess first;
  private final TestClient assistant;
  private final TestClient planner;
  private final RawHttp stranger;
  private AppProcess second;

  /**
   * Starts all of them.
   *
   * @param end the file that ends what hangs
   */
  Fleet(HubServer hub, Path end) {
    this.hub = hub;
    try {
      first = weather("weather-1");
      second = weather("weather-2");
      AppProcess hangs =
          start(
              server("news", "news-1")
                  .main(HungServer.class, "streamable", "sync", end.toString()));
      assistant = client("assistant", first);
      planner = client("planner", hangs);
      stranger = new RawHttp(second.port());
      assistant.expect("init");
      planner.expect("init");
      stranger.initialize();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** A client of {@code weather-1}. */
  TestClient assistant() {
    return assistant;
  }

  /** A client of {@code news-1}. */
  TestClient planner() {
    return planner;
  }

  /** A client of {@code weather-2}. */
  RawPeer stranger() {
    return stranger;
  }

  AppProcess first() {
    return first;
  }

  AppProcess second() {
    return second;
  }

  /** As a supervisor does. */
  void startSecondAgain() {
    second = weather("weather-2");
    second.port();
  }

  /** All that have an agent, those that ended too. */
  List<AppProcess> processes() {
    return started;
  }

  private AppProcess weather(String instance) {
    return start(server("weather", instance).main(ServerMain.class, "streamable", "sync"));
  }

  private App server(String service, String instance) {
    return app(service, instance)
        .property(OURS + "report.endpoint", hub.url() + "/api/v1/metrics")
        .property(OURS + "report.interval", "2s")
        .property(OURS + "stuck-after", "1s")
        .property(OURS + "health.patience", "3s")
        .property(OURS + "alert.unresponsive", "2/2s")
        .property(OURS + "alert.p95", "300ms/15s")
        .property(OURS + "alert.min-requests", "5");
  }

  private TestClient client(String service, AppProcess server) {
    return TestClient.of(
        start(
            app(service, service + "-1")
                .main(
                    ClientMain.class,
                    "sync",
                    "streamable",
                    TEN_MINUTES_MILLIS,
                    "http://127.0.0.1:" + server.port())));
  }

  private AppProcess start(App app) {
    AppProcess process = app.start();
    started.add(process);
    return process;
  }

  private App app(String service, String instance) {
    return App.on(Jdk.oldest())
        .exportingTo(hub.url())
        .property("otel.service.name", service)
        .property("otel.resource.attributes", "service.instance.id=" + instance)
        .property("otel.metric.export.interval", "2000");
  }

  @Override
  public void close() {
    started.forEach(AppProcess::close);
  }
}
