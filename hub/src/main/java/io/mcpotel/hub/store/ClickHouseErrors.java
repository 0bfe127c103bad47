// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What ClickHouse refuses, with what is to be done about it. */
final class ClickHouseErrors {

  private static final int MOST_TEXT = 300;

  private static final Pattern CODE = Pattern.compile("^Code: ([0-9]+)");

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
    String text = text(response.body());
    String code =
        response.headers().firstValue("X-ClickHouse-Exception-Code").orElseGet(() -> code(text));
    if (code.equals("159")) {
      return new TookTooLong((int) ClickHouseHttp.QUESTION.toSeconds(), null);
    }
    String said =
        switch (code) {
          case "516", "194", "193", "192" ->
              " does not let the user " + address.user() + " in: the name or the password is wrong";
          case "81" ->
              " has no database "
                  + address.database()
                  + ": make it by CREATE DATABASE "
                  + address.database();
          case "115" ->
              " does not know a setting that a hub needs, so it may be too old: 26.7 is known to"
                  + " work. It said: "
                  + text;
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

  /** Old servers have it in the text only. */
  private static String code(String text) {
    Matcher matcher = CODE.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** As much of it as fits a line. */
  private static String text(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, 4 * MOST_TEXT), StandardCharsets.UTF_8)
            .strip()
            .replaceAll("\\p{Cntrl}+", " ");
    return text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text;
  }
}
