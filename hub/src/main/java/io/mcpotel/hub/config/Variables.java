// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ${NAME}} is a variable of the environment, and {@code $${} is as it is. */
final class Variables {

  private static final Pattern REFERENCE = Pattern.compile("\\$(\\$?)\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;
  private final Problems problems;

  Variables(Map<String, String> environment, Problems problems) {
    this.environment = environment;
    this.problems = problems;
  }

  String replaced(String written, int line) {
    if (!written.contains("${")) {
      return written;
    }
    return REFERENCE
        .matcher(written)
        .replaceAll(reference -> Matcher.quoteReplacement(value(reference, line)));
  }

  private String value(MatchResult reference, int line) {
    if (!reference.group(1).isEmpty()) {
      return reference.group().substring(1);
    }
    String name = reference.group(2);
    if (!NAME.matcher(name).matches()) {
      problems.add(line, "${" + Problems.shown(name) + "} is no name of a variable");
      return "";
    }
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      problems.add(line, "the environment has no " + name + ", or an empty one");
      return "";
    }
    return value;
  }
}
