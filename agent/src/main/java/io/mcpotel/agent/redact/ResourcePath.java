// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.Bounds;

/** A URI without its query, its fragment and its user. */
final class ResourcePath {

  private static final String AUTHORITY = "://";

  private ResourcePath() {}

  /** The same text where there is nothing to leave out. */
  static String of(String uri) {
    // To the end, for secrets that are taken out make room for what is behind them. The JVM looks
    // for one character at many places at once: this is far less than it was to read the message.
    int query = uri.indexOf('?');
    int fragment = uri.indexOf('#');
    int end = Math.min(query < 0 ? uri.length() : query, fragment < 0 ? uri.length() : fragment);
    String path = end < uri.length() ? uri.substring(0, end) : uri;
    int authority = end(path, 0, ":/");
    return path.startsWith(AUTHORITY, authority)
        ? withoutUser(path, authority + AUTHORITY.length())
        : path;
  }

  private static String withoutUser(String path, int begin) {
    int end = end(path, begin, "/");
    if (end < path.length() && path.charAt(end) != '/') {
      // Where the user ends nobody knows.
      return path.substring(0, begin);
    }
    int host = path.lastIndexOf('@', end) + 1;
    return host <= begin ? path : path.substring(0, begin) + path.substring(host);
  }

  /** Where the first of these characters is, or the end of what is looked at. */
  private static int end(String text, int from, String ends) {
    int most = Math.min(text.length(), from + Bounds.URI);
    int at = from;
    while (at < most && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
