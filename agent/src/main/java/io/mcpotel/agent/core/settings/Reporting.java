// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.time.Duration;

/**
 * Which hub gets reports of how the server is.
 *
 * @param endpoint its URL, which may hold secrets, or null where there is none
 * @param interval how often it gets one
 * @param token what it believes us by, or null
 * @param certificate a file with the certificates that it may be trusted by, or null
 * @param serverId what it is to call the server, {@code %p} standing for the process's id, or null
 */
public record Reporting(
    String endpoint, Duration interval, String token, String certificate, String serverId) {

  /** The variable that programs of one's own take the token from as well. */
  private static final String TOKEN_VARIABLE = "MCP_MONITORING_TOKEN";

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public static Reporting from(Configuration configuration) {
    OwnProperties properties = new OwnProperties(configuration);
    Duration interval = properties.duration(Property.REPORT_INTERVAL, "15s");
    return new Reporting(
        endpoint(configuration),
        interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval,
        token(configuration),
        properties.text(Property.REPORT_CERTIFICATE),
        properties.text(Property.REPORT_SERVER_ID));
  }

  /** Whether there is to be a last report only. */
  public boolean isLastOnly() {
    return interval.equals(Measuring.NEVER);
  }

  /** Its URL alone, or null. */
  public static String endpoint(Configuration configuration) {
    return configuration.get(Property.REPORT_ENDPOINT.fullName());
  }

  /** What it believes us by alone, or null. */
  public static String token(Configuration configuration) {
    String token = configuration.get(Property.REPORT_TOKEN.fullName());
    String variable = token == null ? System.getenv(TOKEN_VARIABLE) : token;
    return variable == null || variable.isBlank() ? null : variable.trim();
  }

  /** Without what may be a secret. */
  @Override
  public String toString() {
    return "Reporting[interval=" + interval + "]";
  }
}
