// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;

/**
 * The name that Spring Boot's configuration gives an application. It is read where it simply stands
 * there: no placeholder, no profile, no YAML that needs a parser.
 */
final class SpringName {

  static final String PROPERTY = "spring.application.name";

  /** The earlier one decides, as for Spring Boot. */
  static final List<String> FILES =
      List.of("application.properties", "application.yml", "application.yaml");

  /** A key of YAML that others are below. */
  private record Parent(int indent, String key) {}

  private SpringName() {}

  /** The name that one of {@link #FILES} gives, or null. */
  static String in(String file, String text) {
    String name = file.endsWith(".properties") ? inProperties(text) : inYaml(text);
    return name == null || name.isBlank() || name.contains("${") ? null : name.trim();
  }

  private static String inProperties(String text) {
    Properties properties = new Properties();
    try {
      // What follows may be for a profile only.
      properties.load(new StringReader(text.split("(?m)^[#!]---", 2)[0]));
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
    return properties.getProperty(PROPERTY);
  }

  private static String inYaml(String text) {
    Deque<Parent> parents = new ArrayDeque<>();
    boolean begun = false;
    for (String line : text.split("\\R")) {
      if (line.startsWith("---")) {
        if (begun) {
          return null;
        }
        continue;
      }
      String content = line.strip();
      int colon = content.indexOf(':');
      if (content.isEmpty() || content.startsWith("#")) {
        continue;
      }
      begun = true;
      int indent = line.indexOf(content);
      while (!parents.isEmpty() && parents.peek().indent() >= indent) {
        parents.pop();
      }
      String above = parents.isEmpty() ? "" : parents.peek().key() + ".";
      String key = above + content.substring(0, Math.max(colon, 0)).strip();
      if (key.equals(PROPERTY)) {
        return scalar(content.substring(colon + 1).strip());
      }
      parents.push(new Parent(indent, key));
    }
    return null;
  }

  /** A text in quotes, or as it is; null for what is more than that. */
  private static String scalar(String value) {
    if (value.startsWith("\"") || value.startsWith("'")) {
      int end = value.indexOf(value.charAt(0), 1);
      return end < 0 ? null : value.substring(1, end);
    }
    if (!value.isEmpty() && "|>&*!{[#%@`".indexOf(value.charAt(0)) >= 0) {
      return null;
    }
    return value.split("\\s#", 2)[0];
  }
}
