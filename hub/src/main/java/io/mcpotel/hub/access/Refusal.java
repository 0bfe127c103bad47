// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

/**
 * Why one may not come in, with HTTP's status.
 *
 * @param retryAfterSeconds 0 where another time would not help
 */
public record Refusal(int status, String message, long retryAfterSeconds) {

  public static final int UNAUTHORIZED = 401;
  public static final int FORBIDDEN = 403;
  public static final int TOO_MANY = 429;

  static Refusal missing(Right right) {
    return new Refusal(
        UNAUTHORIZED,
        "this takes a "
            + right.key()
            + " token: Authorization: Bearer TOKEN, or in a browser any user name and the token as"
            + " the password",
        0);
  }

  static Refusal wrong() {
    return new Refusal(UNAUTHORIZED, "this token is not one of the hub's", 0);
  }

  static Refusal forOther(Right right) {
    return new Refusal(FORBIDDEN, "this takes a " + right.key() + " token, and it is another", 0);
  }

  static Refusal tooMany(long seconds) {
    return new Refusal(TOO_MANY, "too many wrong tokens came from this address", seconds);
  }
}
