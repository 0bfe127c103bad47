// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What ClickHouse refuses, with what is to be done about it. */
final class ClickHouseErrors {

  private static final int MOST_TEXT = 300;

  private ClickHouseErrors() {}

  static StoreException unreachable(ClickHouseAddress address, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new StoreException(
        "ClickHouse at "
            + address.server()
            + " cannot be reached ("
            + why
            + "): see whether it runs, and whether this is the port of its HTTP interface",
        cause);
  }

  static StoreException slow(ClickHouseAddress address, Duration patience) {
    return new StoreException(
        "ClickHouse at "
            + address.server()
            + " did not answer within "
            + patience.toSeconds()
            + " seconds",
        null);
  }

  static StoreException of(ClickHouseAddress address, HttpResponse<byte[]> response) {
    String code = response.headers().firstValue("X-ClickHouse-Exception-Code").orElse("");
    String text = text(response.body());
    String said =
        switch (code) {
          case "516", "194", "193", "192" ->
              " does not let the user " + address.user() + " in: the name or the password is wrong";
          case "81" ->
              " has no database "
                  + address.database()
                  + ": make it by CREATE DATABASE "
                  + address.database();
          case "497" ->
              " does not let the user "
                  + address.user()
                  + " do that: an administrator can GRANT it. It said: "
                  + text;
          case "164" ->
              " lets the user "
                  + address.user()
                  + " change nothing, not even settings: give it readonly = 2, or rights to SELECT"
                  + " instead. It said: "
                  + text;
          default -> " answered " + response.statusCode() + ": " + text;
        };
    return new StoreException("ClickHouse at " + address.server() + said, null);
  }

  /** Its first line, without the long end about its version. */
  private static String text(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, 4 * MOST_TEXT), StandardCharsets.UTF_8)
            .strip()
            .replaceAll("\\p{Cntrl}+", " ");
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
  }
}
