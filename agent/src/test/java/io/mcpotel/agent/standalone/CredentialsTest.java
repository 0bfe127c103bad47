// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpotel.agent.core.settings.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  @ParameterizedTest
  @CsvSource({
    "http://collector:4318, http://collector:4318",
    "https://user:pa@ss@collector/v1?api_key=X, https://collector/v1",
    "https://token@collector:4318/#X, https://collector:4318/",
    "https://collector/a@b/v1, https://collector/a@b/v1",
    "https://user:pass@collector?a=/b@c, https://collector",
    "user:pass@collector:4318, collector:4318",
    "http://user:pass@bad host, http://bad host",
  })
  void endpointIsToldWithoutUserAndQuery(String endpoint, String told) {
    assertEquals(told, Credentials.withoutThem(endpoint));
  }

  @Test
  void noneIsLeftInAText() {
    Credentials credentials =
        new Credentials(
            Configuration.of(
                "otel.exporter.otlp.endpoint=http://user:pass-word@collector/?api_key=query-key"
                    + ",otel.exporter.otlp.logs.endpoint=http://log-token@collector"
                    + ",otel.instrumentation.mcp.alert.webhook=https://hooks/services/T00/slackkey"
                    + ",otel.instrumentation.mcp.alert.pagerduty-key=routing-key"
                    + ",otel.exporter.otlp.headers=api-key=head%2Fkey,b=Bearer%20the-token"));

    String hidden =
        credentials.hiddenIn(
            "user:pass-word pass-word query-key log-token head%2Fkey head/key"
                + " Bearer the-token the-token /services/T00/slackkey slackkey routing-key collector");

    for (String secret :
        new String[] {
          "pass-word",
          "query-key",
          "log-token",
          "head%2Fkey",
          "head/key",
          "the-",
          "slackkey",
          "routing-key"
        }) {
      assertFalse(hidden.contains(secret), hidden);
    }
    assertEquals("collector", hidden.substring(hidden.lastIndexOf(' ') + 1));
  }
}
