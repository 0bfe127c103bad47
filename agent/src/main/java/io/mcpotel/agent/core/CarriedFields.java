// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields in a received {@code _meta} that carry a context, held to the limits that W3C sets for
 * them: what is current in the application goes on to its own services.
 */
public final class CarriedFields {

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String BAGGAGE = "baggage";

  /** Version 00 has 55 characters; a later one may have more behind them. */
  private static final int LONGEST_TRACEPARENT = 256;

  private static final int LONGEST_TRACESTATE = 512;
  private static final int MOST_STATES = 32;

  private static final int MOST_BAGGAGE_BYTES = 8_192;
  private static final int MOST_BAGGAGE = 180;
  private static final int MOST_MEMBER_BYTES = 4_096;

  /** Of a field that some other propagator reads. */
  private static final int LONGEST_OTHER = 4_096;

  private static final int LONGEST_NAME = 256;
  private static final int MOST_OTHERS = 64;

  private CarriedFields() {}

  /** What is taken of a field, or null where nothing is; one within the limits stays as it is. */
  public static String taken(String name, Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    return switch (name) {
      case TRACEPARENT -> text.length() <= LONGEST_TRACEPARENT ? text : null;
      case TRACESTATE -> members(text, LONGEST_TRACESTATE, MOST_STATES, LONGEST_TRACESTATE);
      case BAGGAGE -> members(text, MOST_BAGGAGE_BYTES, MOST_BAGGAGE, MOST_MEMBER_BYTES);
      default -> text.length() <= LONGEST_OTHER ? text : null;
    };
  }

  /** The names of the fields that are looked at, by a propagator that has no names of its own. */
  public static List<String> names(Map<?, ?> meta) {
    List<String> names = new ArrayList<>();
    for (Object key : meta.keySet()) {
      if (names.size() == MOST_OTHERS) {
        break;
      }
      if (key instanceof String name && name.length() <= LONGEST_NAME) {
        names.add(name);
      }
    }
    return names;
  }

  /** A copy of what is taken, for one who has to keep it. */
  static Map<String, String> of(Map<?, ?> meta) {
    if (meta == null) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(List.of(TRACEPARENT, TRACESTATE, BAGGAGE));
    names.addAll(names(meta));
    for (String name : names) {
      String value = taken(name, meta.get(name));
      if (value != null) {
        fields.put(name, value);
      }
    }
    return fields;
  }

  /** The first members of a list, as many as fit; one that is too large by itself is left out. */
  private static String members(String list, int mostBytes, int most, int mostOfOne) {
    if (list.length() <= mostOfOne && hasAtMost(most, list) && Utf8.length(list) <= mostOfOne) {
      return list;
    }
    // Of a list that is longer than all that fits, the last member that may fit ends before a
    // comma.
    int end =
        list.length() <= mostBytes ? list.length() : Math.max(0, list.lastIndexOf(',', mostBytes));
    StringBuilder taken = new StringBuilder();
    int members = 0;
    long bytes = 0;
    for (String member : list.substring(0, end).split(",")) {
      long size = Utf8.length(member);
      if (size > mostOfOne || member.isBlank()) {
        continue;
      }
      long comma = members == 0 ? 0 : 1;
      if (members == most || bytes + comma + size > mostBytes) {
        break;
      }
      taken.append(members == 0 ? "" : ",").append(member);
      members++;
      bytes += comma + size;
    }
    return taken.isEmpty() ? null : taken.toString();
  }

  private static boolean hasAtMost(int most, String list) {
    int members = 1;
    for (int comma = list.indexOf(','); comma >= 0; comma = list.indexOf(',', comma + 1)) {
      members++;
    }
    return members <= most;
  }
}
