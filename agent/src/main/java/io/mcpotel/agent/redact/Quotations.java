// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What error messages quote of the messages that they complain about. The reason is before it; the
 * rest would let out what nobody has asked for.
 */
final class Quotations {

  /** What is wrong is said at the beginning; the rest is not looked at. */
  private static final int REASON = 512;

  /** The SDK's words, in one release or another, before the text of a message or a part of one. */
  private static final List<String> BEFORE_TEXTS =
      List.of(
          "Cannot deserialize JSONRPCMessage",
          "Error parsing JSON-RPC message",
          "Can't parse the jsonResponse",
          "Failed to process incoming message",
          "Failed to send message",
          "Received unrecognized SSE event type");

  /** The beginnings of Jackson's, which quotes what it could not read. */
  private static final List<String> BY_JACKSON =
      List.of(
          "Cannot coerce ",
          "Cannot construct instance of ",
          "Cannot deserialize value of type ",
          "Could not resolve type id ",
          "Could not resolve subtype ",
          "Duplicate field ",
          "Illegal character ",
          "Illegal unquoted character ",
          "Invalid numeric value",
          "Numeric value ",
          "Unexpected character ",
          "Unexpected end-of-input",
          "Unrecognized character escape ",
          "Unrecognized field ",
          "Unrecognized token ");

  /** The SDK's words before the URI of a resource. */
  private static final List<String> BEFORE_URIS =
      List.of("Resource not found: ", " for URI: ", " in resource: ");

  private static final String QUOTING = "\"'([{<\n";

  private Quotations() {}

  /**
   * An error message without what it quotes of a message.
   *
   * @param uri what becomes of the URI of a resource; null for nothing
   */
  static String without(String error, UnaryOperator<String> uri) {
    String head = error.length() <= REASON ? error : error.substring(0, REASON);
    for (String words : BEFORE_TEXTS) {
      int at = head.indexOf(words);
      if (at >= 0) {
        return head.substring(0, at + words.length());
      }
    }
    for (String words : BY_JACKSON) {
      int at = head.indexOf(words);
      if (at >= 0) {
        return head.substring(0, beforeQuote(head, at));
      }
    }
    for (String words : BEFORE_URIS) {
      int at = head.indexOf(words);
      if (at >= 0) {
        int begin = at + words.length();
        String shown = uri.apply(error.substring(begin));
        return error.substring(0, begin) + (shown == null ? "" : shown);
      }
    }
    return error;
  }

  /** The reason for which a message was refused, by whomever: nothing that may be a quotation. */
  static String reason(String error) {
    String reason = without(error, uri -> null);
    return reason.substring(0, beforeQuote(reason, 0));
  }

  /** Where a quotation begins, and the space and the punctuation before it. */
  private static int beforeQuote(String text, int from) {
    int end = from;
    while (end < text.length() && QUOTING.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end < text.length()) {
      while (end > from && " :".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
    }
    return end;
  }
}
