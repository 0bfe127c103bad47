// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What may leave the JVM of that which clients and servers say to each other. All of it is redacted
 * first.
 *
 * @param parts the kinds of text that are exported
 * @param include patterns of the methods, or {@code method:name}, that this is limited to, if any
 * @param exclude patterns of those that it does not hold for
 * @param maxLength how many characters of a value are exported
 */
public record Capture(
    Set<Part> parts, List<Pattern> include, List<Pattern> exclude, int maxLength) {

  private static final String GENAI = "otel.instrumentation.genai.capture.message.content";

  /** A kind of text. */
  public enum Part {
    /** The messages of JSON-RPC errors and of exceptions. */
    ERRORS,
    /** The arguments of tools and prompts. */
    ARGUMENTS,
    /** The results of tools. */
    RESULTS,
    /** Whole JSON-RPC messages. */
    MESSAGES
  }

  static Capture from(OwnProperties properties) {
    Set<String> words = new TreeSet<>();
    for (Part part : Part.values()) {
      words.add(part.name().toLowerCase(Locale.ROOT));
    }
    boolean genai = properties.flag(GENAI, false);
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String word :
        properties.words(Property.CAPTURE, words, genai ? "errors,arguments,results" : "errors")) {
      parts.add(Part.valueOf(word.toUpperCase(Locale.ROOT)));
    }
    return new Capture(
        Set.copyOf(parts),
        globs(properties.list(Property.CAPTURE_INCLUDE)),
        globs(properties.list(Property.CAPTURE_EXCLUDE)),
        properties.number(Property.CAPTURE_MAX_LENGTH, "8192"));
  }

  /** Whether any text of this kind may be exported. */
  public boolean has(Part part) {
    return parts.contains(part);
  }

  /** Whether text of this kind may be exported of a message like this. */
  public boolean has(Part part, String method, Target target) {
    if (!parts.contains(part)) {
      return false;
    }
    if (include.isEmpty() && exclude.isEmpty()) {
      return true;
    }
    // Of a message that cannot be told nobody knows whether it is excluded.
    return method != null
        && (include.isEmpty() || matches(include, method, target))
        && !matches(exclude, method, target);
  }

  private static boolean matches(List<Pattern> patterns, String method, Target target) {
    String named = target.name() == null ? null : method + ":" + target.name();
    for (Pattern pattern : patterns) {
      if (pattern.matcher(method).matches() || named != null && pattern.matcher(named).matches()) {
        return true;
      }
    }
    return false;
  }

  private static List<Pattern> globs(List<String> globs) {
    return globs.stream().map(Capture::glob).toList();
  }

  /** {@code *} stands for any text, {@code ?} for any character. */
  private static Pattern glob(String glob) {
    StringBuilder regex = new StringBuilder();
    for (char c : glob.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
