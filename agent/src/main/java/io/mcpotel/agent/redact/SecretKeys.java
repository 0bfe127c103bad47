// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tells by its name whether a key has a secret for its value, blind to case and separators. */
final class SecretKeys {

  enum Kind {
    HARMLESS,
    /** Harmless alone; with the words before it, it may be a key: "your api key". */
    PART,
    /** A secret in JSON; in prose only if the value looks like one. */
    LIKELY,
    /** Secrets, unless the value is a number: then it says how many. */
    COUNTED,
    /** Only if the value is long and mixed. */
    SIGNATURE,
    SURE,
    /** A header, whose value is all that stands on its line. */
    HEADER
  }

  private static final int KNOWN = 512;
  private static final int LONGEST_KNOWN = 48;

  /** The same keys come again and again; who writes last wins. */
  private final Known[] known = new Known[KNOWN];

  private final Set<String> own = new HashSet<>();

  SecretKeys(List<String> further) {
    for (String key : further) {
      String joined = new KeyName(key).joined;
      if (!joined.isEmpty()) {
        own.add(joined);
      }
    }
  }

  /** Whether a member of an object is secret for its key. */
  boolean isSecret(String key, Object value) {
    return switch (kind(key)) {
      case SURE, HEADER, LIKELY -> true;
      case COUNTED -> !(value instanceof Number);
      case SIGNATURE -> value instanceof String text && isSignature(text);
      case HARMLESS, PART -> false;
    };
  }

  private static boolean isSignature(String value) {
    StepLimit steps = new StepLimit();
    steps.allow(1_000);
    return Values.isSignature(new Window(value, 0, Math.min(value.length(), 64), steps), 0);
  }

  /** Whether what goes by this name is secret. */
  boolean isSecret(String key) {
    Kind kind = kind(key);
    return kind != Kind.HARMLESS && kind != Kind.PART && kind != Kind.SIGNATURE;
  }

  /** Of a key that is longer than any, the end is looked at. */
  Kind kind(String key) {
    int start = Math.max(0, key.length() - Assignments.LONGEST_KEY);
    return kind(key.substring(start).toCharArray(), 0, key.length() - start);
  }

  Kind kind(Window window, int start, int end) {
    window.steps().take(end - start);
    return kind(window.uncounted(), start, end);
  }

  private Kind kind(char[] chars, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + chars[i];
    }
    int slot = (hash ^ hash >>> 16) & KNOWN - 1;
    Known found = known[slot];
    if (found != null && found.is(chars, start, end)) {
      return found.kind();
    }
    String key = new String(chars, start, end - start);
    Kind kind = kindOf(key);
    if (key.length() <= LONGEST_KNOWN) {
      known[slot] = new Known(key, kind);
    }
    return kind;
  }

  private Kind kindOf(String key) {
    KeyName name = new KeyName(key);
    String joined = name.joined;
    if (own.contains(joined)) {
      return Kind.SURE;
    }
    if (SecretKeyWords.isHeader(joined)) {
      return Kind.HEADER;
    }
    String last = name.last();
    if (SecretKeyWords.isAbout(last) || name.isOneWord() && SecretKeyWords.endsWithAbout(joined)) {
      return Kind.HARMLESS;
    }
    if (SecretKeyWords.containsSure(joined)) {
      return Kind.SURE;
    }
    if (joined.endsWith("token")) {
      return SecretKeyWords.isHarmlessToken(joined) ? Kind.HARMLESS : Kind.LIKELY;
    }
    if (joined.endsWith("tokens")) {
      return SecretKeyWords.isCounting(joined) ? Kind.HARMLESS : Kind.COUNTED;
    }
    if (SecretKeyWords.isLikely(last)
        || SecretKeyWords.isLikely(joined)
        || joined.endsWith("cookie")
        || joined.endsWith("cookies")) {
      return Kind.LIKELY;
    }
    if (last.equals("sig") || last.equals("signature")) {
      return Kind.SIGNATURE;
    }
    return SecretKeyWords.isPart(joined) ? Kind.PART : Kind.HARMLESS;
  }

  /** Whether the last words of a sentence, such as "your api key is", are a key. */
  boolean endsWithKey(String words) {
    String joined = new KeyName(without(without(words, " is"), " provided")).joined;
    for (String own : own) {
      if (joined.endsWith(own)) {
        return true;
      }
    }
    return SecretKeyWords.endsWithSure(joined);
  }

  private static String without(String words, String last) {
    return words.endsWith(last) ? words.substring(0, words.length() - last.length()) : words;
  }

  private record Known(String key, Kind kind) {
    boolean is(char[] chars, int start, int end) {
      if (key.length() != end - start) {
        return false;
      }
      for (int i = start; i < end; i++) {
        if (key.charAt(i - start) != chars[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
