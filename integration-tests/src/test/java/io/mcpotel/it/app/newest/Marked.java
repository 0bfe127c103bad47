// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import io.modelcontextprotocol.json.McpJsonDefaults;
import java.util.Map;

/** What both sides of a marked conversation say. */
public final class Marked {

  public static final String FAILING = "fail";
  public static final String CODE = "code";
  public static final String REFUSING = "refuse";
  public static final String TALKING = "talk";
  public static final String STRICT = "strict";
  public static final String LAST = "last";
  public static final String FAILING_PROMPT = "broken";
  public static final String TEMPLATE = "test://chapter/";

  /** So many tokens at most are asked for where an error is wanted. */
  public static final int ERROR_WANTED = 1;

  public static final String URI =
      uri(Place.URI_USER, Place.URI_PATH, Place.URI_QUERY, Place.URI_FRAGMENT);
  public static final String UNKNOWN_URI =
      uri(
          Place.UNKNOWN_URI_USER,
          Place.UNKNOWN_URI_PATH,
          Place.UNKNOWN_URI_QUERY,
          Place.UNKNOWN_URI_FRAGMENT);

  private Marked() {}

  private static String uri(Place user, Place path, Place query, Place fragment) {
    return "test://%s@host/%s?q=%s#%s"
        .formatted(user.mark(), path.mark(), query.mark(), fragment.mark());
  }

  /** What a tool is given. */
  public static Map<String, Object> arguments() {
    return Map.of(
        Place.ARGUMENT_NAME.mark(),
        Place.ARGUMENT.mark(),
        "nested",
        Map.of(Place.ARGUMENT_NAME_NESTED.mark(), Place.ARGUMENT_NESTED.mark()));
  }

  public static Map<String, Object> promptArguments() {
    return Map.of(Place.PROMPT_ARGUMENT_NAME.mark(), Place.PROMPT_ARGUMENT.mark());
  }

  /** What a strict tool does not take. */
  public static Map<String, Object> invalidArguments() {
    return Map.of("number", Place.INVALID_ARGUMENT.mark());
  }

  public static Map<String, Object> clientInfo() {
    return Map.of(
        "name", Place.CLIENT_NAME.mark(),
        "title", Place.CLIENT_TITLE.mark(),
        "version", Place.CLIENT_VERSION.mark());
  }

  public static Map<String, Object> clientCapabilities() {
    return Map.of(
        "experimental",
        Map.of(Place.CLIENT_CAPABILITY.mark(), Map.of("x", Place.CLIENT_CAPABILITY_CONTENT.mark())),
        "sampling",
        Map.of(),
        "elicitation",
        Map.of(),
        "roots",
        Map.of());
  }

  public static Map<String, Object> root() {
    return Map.of("uri", "file:///" + Place.ROOT_URI.mark(), "name", Place.ROOT_NAME.mark());
  }

  public static Map<String, Object> sampled() {
    return Map.of(
        "role", "assistant",
        "content", text(Place.SAMPLING_ANSWER),
        "model", Place.SAMPLING_MODEL.mark());
  }

  public static Map<String, Object> elicited() {
    return Map.of("action", "accept", "content", Map.of("name", Place.ELICITATION_ANSWER.mark()));
  }

  static Map<String, Object> text(Place place) {
    return Map.of("type", "text", "text", place.mark());
  }

  /** One of the SDK's types, made of its JSON. */
  static <T> T of(Map<String, ?> json, Class<T> type) {
    return McpJsonDefaults.getMapper().convertValue(json, type);
  }
}
