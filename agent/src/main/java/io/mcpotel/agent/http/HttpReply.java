// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What a server answered.
 *
 * @param status such as 200
 * @param retryAfter how long it asks us to wait, or null where it does not
 * @param body the beginning of what it says, which is text of others
 */
public record HttpReply(int status, Duration retryAfter, String body) {

  private static final long LONGEST_SECONDS = 86_400;

  /** Of the headers, by their names in lower case. */
  static HttpReply of(int status, Map<String, String> headers, String body) {
    return new HttpReply(status, wait(headers.get("retry-after"), headers.get("date")), body);
  }

  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** Whether the same request may be answered otherwise later on. */
  public boolean isWorthRetrying() {
    return status == 408 || status == 429 || status >= 500;
  }

  /** A number of seconds, or a time, which is of the clock that the answer was dated by. */
  private static Duration wait(String after, String date) {
    if (after == null) {
      return null;
    }
    try {
      long seconds =
          after.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Long.parseLong(after)
              : Duration.between(date == null ? Instant.now() : time(date), time(after))
                  .toSeconds();
      return Duration.ofSeconds(Math.max(0, Math.min(LONGEST_SECONDS, seconds)));
    } catch (NumberFormatException | DateTimeParseException e) {
      return null;
    }
  }

  private static Instant time(String date) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
  }
}
