// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is told otherwise than it was, in lines for people. */
final class Untruths {

  private final List<String> lines = new ArrayList<>();

  void add(String line) {
    lines.add(line);
  }

  void check(Object of, String what, Object wire, Object told) {
    if (!Objects.equals(wire, told)) {
      add(of + ": " + what + ": " + wire + ", but told " + told);
    }
  }

  void checkWithin(Object of, String what, long from, long to, long told) {
    if (told < from || told > to) {
      check(of, what, from + " to " + to, told);
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
