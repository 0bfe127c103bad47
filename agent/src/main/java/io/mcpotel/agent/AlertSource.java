// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Configuration;
import io.mcpotel.agent.standalone.ServiceName;
import io.mcpotel.agent.vitals.alert.Source;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Finds what this server goes by in alerts: as its operator has named it for OpenTelemetry. */
final class AlertSource {

  private static final String NAMELESS = "mcp-server";

  private AlertSource() {}

  static Source of(Configuration configuration) {
    String service = configuration.get("otel.service.name");
    if (service == null) {
      service = attribute("service.name", configuration);
    }
    if (service == null) {
      service = ServiceName.ofThisProgram(configuration::get);
    }
    String instance = attribute("service.instance.id", configuration);
    if (instance == null) {
      instance = host(configuration) + ":" + ProcessHandle.current().pid();
    }
    return new Source(
        Bounds.cut(service == null ? NAMELESS : service, Bounds.PEER),
        Bounds.cut(instance, Bounds.ID));
  }

  private static String host(Configuration configuration) {
    String host = attribute("host.name", configuration);
    if (host != null) {
      return host;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** One of those that are set for all telemetry, or null. */
  private static String attribute(String name, Configuration configuration) {
    String all = configuration.get("otel.resource.attributes");
    for (String pair : all == null ? new String[0] : all.split(",")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
        String value = pair.substring(equals + 1).trim();
        return value.isEmpty() ? null : decoded(value);
      }
    }
    return null;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
