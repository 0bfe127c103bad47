// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.settings.HealthSettings;
import io.mcpotel.agent.http.HostNames;
import io.mcpotel.agent.http.HttpAnswer;
import io.mcpotel.agent.http.HttpPages;
import io.mcpotel.agent.http.SharedListener;
import io.mcpotel.agent.monitor.HealthSource;
import io.mcpotel.agent.monitor.ServerHealth;
import io.mcpotel.agent.monitor.ServerState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/** Pages whose status says whether to restart the server, and whether to send it anybody. */
public final class HealthPages {

  private static final String PATH = "/health";

  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json", "Cache-Control", "no-store");

  private HealthPages() {}

  /** Serves them, where they are asked for; where that cannot be, a line says why. */
  public static SharedListener serve(
      HealthSettings settings,
      HealthSource serverHealth,
      String agentVersion,
      ThreadFactory threads) {
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
      List<String> names = new ArrayList<>(settings.hosts());
      names.add(settings.host());
      HostNames hosts = new HostNames(address.getAddress(), names);
      return SharedListener.serve(address, of(hosts, serverHealth, agentVersion), threads);
    } catch (UnknownHostException e) {
      warn(settings, "the host is unknown");
    } catch (IOException e) {
      warn(settings, e.getMessage());
    }
    return null;
  }

  private static HttpPages of(HostNames names, HealthSource healthSource, String agentVersion) {
    HealthJson json = new HealthJson(agentVersion);
    Predicate<ServerHealth> lives = serverHealth -> !serverHealth.state().needsRestart();
    Predicate<ServerHealth> ready = lives.and(HealthPages::isThere);
    return new HttpPages(
        names,
        Map.of(
            PATH,
            page(healthSource, lives, json, true),
            PATH + "/live",
            page(healthSource, lives, json, false),
            PATH + "/ready",
            page(healthSource, ready, json, false)));
  }

  /** A server that waits for its first client is there: who is never ready gets none. */
  private static boolean isThere(ServerHealth serverHealth) {
    return serverHealth.state() != ServerState.STARTING || serverHealth.registeredTools() >= 0;
  }

  private static HttpPages.Page page(
      HealthSource healthSource, Predicate<ServerHealth> isWell, HealthJson json, boolean tools) {
    return request -> {
      ServerHealth serverHealth = healthSource.now();
      return new HttpAnswer(
          isWell.test(serverHealth) ? 200 : 503,
          HEADERS,
          json.of(serverHealth, tools).getBytes(UTF_8));
    };
  }

  private static void warn(HealthSettings settings, String reason) {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    AgentLog.line(
        "health is not served at http://"
            + host
            + ":"
            + settings.port()
            + PATH
            + ": "
            + reason
            + ".");
  }
}
