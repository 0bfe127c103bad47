// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a ClickHouse is, and as whom it is asked. What it shows of itself has no password. */
public record ClickHouseAddress(URI server, String database, String user, String password) {

  private static final String EXAMPLE =
      "has to be a URL such as http://user:password@host:8123/database; characters of the password"
          + " that mean something in a URL are written as %40 and the like";

  /**
   * Of a URL, in which user and password may be.
   *
   * @param user what wins over the URL's, or null
   * @param password what wins over the URL's, or null
   * @throws IllegalArgumentException with what a URL has to be, and nothing of this one
   */
  public static ClickHouseAddress of(String url, String user, String password) {
    try {
      URI uri = new URI(url);
      boolean secure = "https".equals(uri.getScheme());
      if (uri.getHost() == null || !secure && !"http".equals(uri.getScheme())) {
        throw new IllegalArgumentException(EXAMPLE);
      }
      int port = uri.getPort() > 0 ? uri.getPort() : secure ? 8443 : 8123;
      String database = uri.getPath().replaceAll("^/|/$", "");
      if (uri.getRawQuery() != null
          || uri.getRawFragment() != null
          || database.contains("/")
          || database.contains("@")) {
        throw new IllegalArgumentException(EXAMPLE);
      }
      String[] given = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
      return new ClickHouseAddress(
          new URI(uri.getScheme(), null, uri.getHost(), port, "/", null, null),
          database.isEmpty() ? "default" : database,
          user != null ? user : given.length > 0 ? given[0] : "default",
          password != null ? password : given.length > 1 ? given[1] : "");
    } catch (URISyntaxException e) {
      // Its message has the URL in it.
      throw new IllegalArgumentException(EXAMPLE);
    }
  }

  @Override
  public String toString() {
    return server + database;
  }
}
