// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The head of an HTTP request, which is all that we look at.
 *
 * @param path up to the query
 * @param query what follows the question mark, or null
 * @param headers by their names in small letters
 */
public record HttpRequest(
    String method,
    String path,
    String query,
    boolean isOldVersion,
    Map<String, List<String>> headers) {

  private static final String END = "\r\n";
  private static final int PARTS = 3;

  /**
   * Reads a head, in ISO 8859-1 and without the empty line at its end.
   *
   * @throws IllegalArgumentException where it is none, or could be read in two ways
   */
  static HttpRequest of(String head) {
    String[] lines = head.split(END, -1);
    String[] parts = lines[0].split(" ", -1);
    check(parts.length == PARTS && !parts[0].isEmpty() && parts[1].startsWith("/"));
    boolean old = parts[2].equals("HTTP/1.0");
    check(old || parts[2].equals("HTTP/1.1"));
    check(parts[1].chars().allMatch(c -> c > ' ' && c < 0x7f));
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      check(colon > 0 && lines[i].chars().allMatch(c -> c >= ' ' || c == '\t'));
      String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      check(name.chars().allMatch(c -> c > ' ' && c < 0x7f));
      headers
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(lines[i].substring(colon + 1).trim());
    }
    int query = parts[1].indexOf('?');
    return new HttpRequest(
        parts[0],
        query < 0 ? parts[1] : parts[1].substring(0, query),
        query < 0 ? null : parts[1].substring(query + 1),
        old,
        headers);
  }

  /** All values of a header, whose name is given in small letters. */
  public List<String> values(String header) {
    return headers.getOrDefault(header, List.of());
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalArgumentException("no HTTP request");
    }
  }
}
