// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * How secrets are taken out of what is exported, beyond what is always done.
 *
 * @param keys names whose values are secret
 * @param patterns regular expressions of secret texts
 * @param personal whether personal data is taken out too
 * @param hash whether a secret is replaced by a hash that tells equal ones, and not by a mask
 * @param hashKey the key of that hash, or null for one that is made up at start
 */
public record Redaction(
    List<String> keys, List<String> patterns, boolean personal, boolean hash, String hashKey) {

  private enum Mode {
    MASK,
    HASH
  }

  static Redaction from(OwnProperties properties) {
    return new Redaction(
        properties.list(Property.REDACT_KEYS),
        patterns(properties.text(Property.REDACT_PATTERNS)),
        properties.flag(Property.REDACT_PERSONAL, false),
        properties.one(Property.REDACT_MODE, Mode.MASK) == Mode.HASH,
        properties.text(Property.REDACT_HASH_KEY));
  }

  /** A comma within brackets belongs to the pattern. */
  private static List<String> patterns(String value) {
    List<String> patterns = new ArrayList<>();
    StringBuilder pattern = new StringBuilder();
    int depth = 0;
    for (int i = 0; value != null && i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\' && i + 1 < value.length()) {
        pattern.append(c).append(value.charAt(++i));
      } else if (c == ',' && depth == 0) {
        patterns.add(pattern.toString().trim());
        pattern.setLength(0);
      } else {
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        pattern.append(c);
      }
    }
    patterns.add(pattern.toString().trim());
    patterns.removeIf(String::isEmpty);
    return List.copyOf(patterns);
  }
}
