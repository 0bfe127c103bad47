// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.Bounds;

/** A URI without its query, its fragment and its user, as far as any of it is exported. */
final class ResourcePath {

  private static final String AUTHORITY = "://";

  private ResourcePath() {}

  /** The same text where there is nothing to leave out. */
  static String of(String uri) {
    int end = end(uri, 0, "?#", Math.min(uri.length(), Bounds.URI));
    String path = end < Math.min(uri.length(), Bounds.URI) ? uri.substring(0, end) : uri;
    int authority = path.indexOf(AUTHORITY);
    if (authority < 0 || authority > Bounds.URI) {
      return path;
    }
    int user = authority + AUTHORITY.length();
    int host = path.lastIndexOf('@', end(path, user, "/", end));
    return host < user ? path : path.substring(0, user) + path.substring(host + 1);
  }

  /** Where the first of these characters is, or the end of what is looked at. */
  private static int end(String text, int from, String ends, int most) {
    int at = from;
    while (at < most && ends.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }
}
