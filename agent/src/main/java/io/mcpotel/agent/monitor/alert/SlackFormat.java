// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.monitor.JsonText;

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

  /** Slack asks for less than 4,000 in what is shown where there is no room for blocks. */
  private static final int MOST_IN_TEXT = 3_000;

  private final Source source;

  SlackFormat(Source source) {
    this.source = source;
  }

  @Override
  public String body(Alert alert, long now) {
    String mark = alert.isFiring() ? "🔴 " : "🟢 ";
    JsonText json = new JsonText().begin(null, '{');
    String text = mark + alert.title() + ", " + source.service() + ": " + alert.summary();
    json.put("text", escaped(text, MOST_IN_TEXT)).put("mrkdwn", false);
    json.begin("blocks", '[');
    block("header", mark + alert.title(), MOST_IN_HEADER, json);
    block("section", words(alert), MOST_IN_SECTION, json);
    return json.end(']').end('}').toString();
  }

  private String words(Alert alert) {
    StringBuilder words = new StringBuilder(alert.summary());
    line("Measured", Text.numbers(alert), words);
    line("When", Text.times(alert), words);
    line("Service", source.service() + " on " + source.instance(), words);
    if (alert.server() != null) {
      line("Server", alert.server(), words);
    }
    if (!alert.tools().isEmpty()) {
      line("Worst tools since the start", Text.tools(alert.tools()), words);
    }
    if (alert.isFiring()) {
      line("Look at", alert.lookAt(), words);
    }
    return words.toString();
  }

  private static void line(String name, String value, StringBuilder words) {
    words.append('\n').append(name).append(": ").append(value);
  }

  private static void block(String type, String text, int most, JsonText json) {
    json.begin(null, '{').put("type", type).begin("text", '{');
    json.put("type", "plain_text").put("text", escaped(text, most)).put("emoji", false);
    json.end('}').end('}');
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
