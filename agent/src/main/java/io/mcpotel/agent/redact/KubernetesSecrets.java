// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

/** What a manifest of the kind Secret holds: its {@code data}, whatever the keys are. */
final class KubernetesSecrets {

  private static final int FAR = 2_048;

  private KubernetesSecrets() {}

  /** At the colon behind {@code "data"}. */
  static Finding member(Window window, int colon) {
    int value = Values.skipSpace(window, colon + 1, true);
    if (value == window.length || window.at(value) != '{' || !isOfSecret(window, colon)) {
      return null;
    }
    return Assignments.tree(
        window, value, window.backslashes(colon - 1), Assignments.quoteLike(window, colon - 1));
  }

  /** At {@code data:} or {@code stringData:} of YAML. */
  static Finding block(Window window, int start) {
    int behind = window.startsWith("data:", start) ? start + 5 : start + 11;
    boolean line = start == 0 || window.at(start - 1) == '\n' || window.at(start - 1) == ' ';
    return line
            && behind < window.length
            && (window.at(behind) == '\n' || window.at(behind) == '\r')
            && isOfSecret(window, start)
        ? LinesBelow.block(window, start, behind)
        : null;
  }

  private static boolean isOfSecret(Window window, int at) {
    return window.hasNear("kind: Secret", at, FAR)
        || window.hasNear("\"kind\":\"Secret\"", at, FAR)
        || window.hasNear("\"kind\": \"Secret\"", at, FAR);
  }
}
