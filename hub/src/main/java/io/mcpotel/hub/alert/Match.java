// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which services, instances, tools and clients are meant; {@code *} in a text is any text. */
public record Match(Map<Label, String> texts) {

  static final Match ALL = new Match(Map.of());

  public Match {
    texts = Map.copyOf(texts);
  }

  /** Of the names of labels, which are known to be some. */
  static Match of(Map<String, String> texts) {
    Map<Label, String> labels = new EnumMap<>(Label.class);
    texts.forEach((name, text) -> labels.put(Label.of(name).orElseThrow(), text));
    return new Match(labels);
  }

  /** For {@code LIKE … ESCAPE '\'}. */
  String like(Label label) {
    String text = texts.getOrDefault(label, "*");
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace('*', '%');
  }

  /** Whether all that is asked for is there and like this. */
  boolean fits(Map<String, String> labels) {
    return texts.entrySet().stream()
        .allMatch(
            entry -> {
              String value = labels.get(entry.getKey().text());
              return value != null && fits(entry.getValue(), value);
            });
  }

  Map<String, String> written() {
    Map<String, String> written = new TreeMap<>();
    texts.forEach((label, text) -> written.put(label.text(), text));
    return written;
  }

  private static boolean fits(String wanted, String value) {
    String pattern = "\\Q" + wanted.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E";
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(value).matches();
  }
}
