// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a URL that something is sent to. Its path, its query and its user may be secrets.
 *
 * @param secure whether it is https
 * @param host without the brackets of an IPv6 address
 * @param port of its own, or the scheme's
 * @param authority the host and the port as they are written
 * @param path with the query, as it is sent
 * @param userInfo {@code user:password}, or null
 */
record HttpAddress(
    boolean secure, String host, int port, String authority, String path, String userInfo) {

  /** {@code java.net.URI} takes no underscore in a host, but the names of containers have some. */
  private static final Pattern URL =
      Pattern.compile(
          "(?i)(https?)://(?:([!-~&&[^@/?#]]*)@)?((\\[[0-9a-f:.%]+]|[\\w.-]+)(?::(\\d{1,5}))?)"
              + "((?:[/?][!-~&&[^#]]*)?)(?:#.*)?");

  private static final int MOST_PORTS = 65_535;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException where it is no URL of HTTP; it does not say what it is
   */
  static HttpAddress of(String url) {
    Matcher parts = URL.matcher(url.trim());
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a URL that begins with http:// or https://");
    }
    boolean secure = parts.group(1).equalsIgnoreCase("https");
    int port = parts.group(5) == null ? secure ? 443 : 80 : Integer.parseInt(parts.group(5));
    if (port == 0 || port > MOST_PORTS) {
      throw new IllegalArgumentException("there is no such port");
    }
    String host = parts.group(4);
    String path = parts.group(6);
    return new HttpAddress(
        secure,
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        port,
        parts.group(3),
        path.startsWith("/") ? path : "/" + path,
        parts.group(2));
  }

  /** What everybody may know of it. */
  String shown() {
    return (secure ? "https://" : "http://") + authority;
  }

  /** What says who we are, or null. */
  String basicAuthorization() {
    if (userInfo == null) {
      return null;
    }
    String decoded = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(decoded.getBytes(StandardCharsets.UTF_8));
  }
}
