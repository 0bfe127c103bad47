// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * A server that is asked from outside.
 *
 * @param isMcp whether the URL is an MCP endpoint, and no page that tells of its health
 * @param headers what is sent with each request; they may be secrets
 */
record Probe(
    String name,
    String service,
    String instance,
    URI url,
    boolean isMcp,
    Duration every,
    Duration timeout,
    Map<String, String> headers) {

  Probe {
    headers = Map.copyOf(headers);
  }
}
