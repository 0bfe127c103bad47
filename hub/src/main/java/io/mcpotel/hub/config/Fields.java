// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import java.util.Set;
import java.util.TreeSet;

/**
 * A map of the file with the keys that the program knows. To ask for a key is to know it: each that
 * nobody has asked for is told as unknown, so ask for all of them whatever the others say.
 */
public final class Fields {

  private final ConfigFile file;
  private final Node.Mapping mapping;
  private final String path;
  private final Set<String> known = new TreeSet<>();

  Fields(ConfigFile file, Node.Mapping mapping, String path) {
    this.file = file;
    this.mapping = mapping;
    this.path = path;
  }

  /** What the key leads to, which may be nothing: then it gives what it is to be otherwise. */
  public Value value(String key) {
    known.add(key);
    Node.Entry entry = mapping.entries().get(key);
    return entry == null
        ? new Value(file, null, mapping.line(), path + key)
        : new Value(file, entry.value(), entry.line(), path + key);
  }

  /** The same, and it is wrong to leave it out. */
  public Value required(String key) {
    Value value = value(key);
    if (!value.isPresent()) {
      value.wrong("is missing");
    }
    return value;
  }

  void tellUnknown() {
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                file.problems().add(entry.line(), unknown(key));
              }
            });
  }

  private String unknown(String key) {
    return "there is no key "
        + Problems.shown(path + key)
        + ": "
        + Nearest.to(key, known)
            .map(near -> "did you mean " + near + "?")
            .orElse("there are " + String.join(", ", known));
  }
}
