// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.util.List;

/**
 * How those know who watch over the server.
 *
 * @param host where pages of its health are served
 * @param port likewise, or 0 where they are not
 * @param hosts further names that they are asked for by
 * @param file what says how it is, {@code %p} standing for the process's id, or null
 * @param onFailure what becomes of a server that is hung or broken
 */
public record HealthSettings(
    String host, int port, List<String> hosts, String file, OnFailure onFailure) {

  private static final String LOOPBACK = "127.0.0.1";

  /** What is done where the server can answer nobody. */
  public enum OnFailure {
    NONE,
    /** The JVM ends, for others to start it again. */
    EXIT
  }

  public static HealthSettings from(Configuration configuration) {
    OwnProperties properties = new OwnProperties(configuration);
    String host = properties.text(Property.HEALTH_HOST);
    return new HealthSettings(
        host == null ? LOOPBACK : host,
        properties.port(Property.HEALTH_PORT),
        properties.list(Property.PROMETHEUS_HOSTS),
        properties.text(Property.HEALTH_FILE),
        properties.one(Property.HEALTH_ON_FAILURE, OnFailure.NONE));
  }

  /** Whether anybody is to be told. */
  public boolean isAskedFor() {
    return port != 0 || file != null || onFailure != OnFailure.NONE;
  }
}
