// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What alerts are told apart by. */
public enum Label {
  SERVICE("service"),
  INSTANCE("instance"),
  TOOL("tool"),
  CLIENT("client_name");

  private final String column;

  Label(String column) {
    this.column = column;
  }

  public static Optional<Label> of(String text) {
    return Arrays.stream(values()).filter(label -> label.text().equals(text)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String column() {
    return column;
  }
}
