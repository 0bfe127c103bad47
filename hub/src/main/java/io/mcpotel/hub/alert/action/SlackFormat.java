// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.alert.Alert;
import java.time.Instant;

/**
 * For an incoming webhook of Slack's. All that is shown is plain text: in what Slack calls mrkdwn a
 * tool's name could call the channel together, or be a link.
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Slack's
 *     documentation</a>
 */
final class SlackFormat implements Format {

  private static final int MOST_IN_HEADER = 150;
  private static final int MOST_IN_SECTION = 3_000;
  private static final int MOST_IN_TEXT = 3_000;

  @Override
  public JsonNode body(Alert alert, Instant now) {
    String mark = alert.isFiring() ? "🔴 " : "🟢 ";
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String text = mark + alert.title() + ", " + alert.service() + ": " + alert.summary();
    json.put("text", escaped(text, MOST_IN_TEXT)).put("mrkdwn", false);
    ArrayNode blocks = json.putArray("blocks");
    block("header", mark + alert.title(), MOST_IN_HEADER, blocks);
    block("section", words(alert), MOST_IN_SECTION, blocks);
    return json;
  }

  private static String words(Alert alert) {
    StringBuilder words = new StringBuilder(alert.summary());
    line("Measured", alert.numbers(), words);
    line("When", alert.times(), words);
    line("Service", Text.place(alert), words);
    if (alert.server() != null) {
      line("Server", alert.server(), words);
    }
    if (!alert.tools().isEmpty()) {
      line("Worst tools", Text.tools(alert.tools()), words);
    }
    line("Rule", alert.rule(), words);
    if (alert.isFiring()) {
      line("Look at", alert.lookAt(), words);
    }
    return words.toString();
  }

  private static void line(String name, String value, StringBuilder words) {
    words.append('\n').append(name).append(": ").append(value);
  }

  private static void block(String type, String text, int most, ArrayNode blocks) {
    blocks
        .addObject()
        .put("type", type)
        .putObject("text")
        .put("type", "plain_text")
        .put("text", escaped(text, most))
        .put("emoji", false);
  }

  /** What has a meaning to Slack, in plain text too; its limits are of what is sent. */
  private static String escaped(String text, int most) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      String next =
          switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(c);
          };
      if (escaped.length() + next.length() >= most) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
      i += Character.charCount(c);
    }
    return escaped.toString();
  }
}
