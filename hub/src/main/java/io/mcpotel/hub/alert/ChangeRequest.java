// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import io.mcpotel.hub.http.Answer;
import java.io.IOException;

/**
 * A request that changes something. What is not said to be JSON is none, so that no form of a page
 * of somebody else's makes one where its browser does not say whose page it is.
 */
final class ChangeRequest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 16_384;

  private ChangeRequest() {}

  /** Whether it may; otherwise it is answered. */
  static boolean isAllowed(HttpExchange exchange, String method) throws IOException {
    if (!exchange.getRequestMethod().equals(method)) {
      Answer.error(exchange, 405, "this takes " + method);
    } else if (method.equals("POST") && !isJson(exchange)) {
      Answer.error(exchange, 415, "Content-Type has to be application/json");
    } else {
      return true;
    }
    return false;
  }

  /** The object that was sent, or nothing where it is none. */
  static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    try {
      JsonNode body = bytes.length > MOST_BYTES ? null : JSON.readTree(bytes);
      return body != null && body.isObject() ? body : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean isJson(HttpExchange exchange) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    return type != null && type.split(";")[0].strip().equalsIgnoreCase("application/json");
  }
}
