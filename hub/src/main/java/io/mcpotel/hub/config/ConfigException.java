// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.List;

/** What is wrong with the file: a line for each, which begins with the file's name and a number. */
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<String> messages;

  ConfigException(List<String> messages) {
    super(String.join("\n", messages));
    this.messages = List.copyOf(messages);
  }

  public List<String> messages() {
    return messages;
  }
}
