// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Target;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may leave the JVM of that which clients and servers say to each other. All of it is redacted
 * first.
 *
 * @param parts the kinds of text that are exported
 * @param include patterns of the methods, or {@code method:name}, that this is limited to, if any
 * @param exclude patterns of those that it does not hold for
 * @param maxLength how many characters of a value are exported
 * @param uri how much of a resource's URI is
 */
public record Capture(
    Set<Part> parts, List<Glob> include, List<Glob> exclude, int maxLength, Uri uri) {

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

  /** How much is exported of the URI of a resource. */
  public enum Uri {
    /** All of it. */
    FULL,
    /** All but what seldom names a resource and often holds tokens: user, query and fragment. */
    PATH,
    /** Nothing. */
    NONE
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
        properties.number(Property.CAPTURE_MAX_LENGTH, "8192"),
        properties.one(Property.CAPTURE_URI, Uri.PATH));
  }

  /** Whether any text of this kind may be exported. */
  public boolean has(Part part) {
    return parts.contains(part);
  }

  /** Whether text of this kind may be exported of a message like this. */
  public boolean has(Part part, String method, Target target) {
    return parts.contains(part) && concerns(method, target);
  }

  /** The kinds of text that may be exported of a message like this. */
  public Set<Part> partsOf(String method, Target target) {
    return concerns(method, target) ? parts : Set.of();
  }

  /**
   * Whether a message like this is among those whose text is exported.
   *
   * @param method its method as it came, or null where it cannot be told
   * @param target what it is about, by the name as it came
   */
  private boolean concerns(String method, Target target) {
    if (include.isEmpty() && exclude.isEmpty()) {
      return true;
    }
    // Of a message that cannot be told nobody knows whether it is excluded, and a name that is too
    // long to be looked at is told by nobody.
    return method != null
        && method.length() <= Bounds.NAME
        && (target.name() == null || target.name().length() <= Bounds.URI)
        && (include.isEmpty() || matches(include, method, target))
        && !matches(exclude, method, target);
  }

  private static boolean matches(List<Glob> globs, String method, Target target) {
    String named = target.name() == null ? null : method + ":" + target.name();
    for (Glob glob : globs) {
      if (glob.matches(method) || named != null && glob.matches(named)) {
        return true;
      }
    }
    return false;
  }

  private static List<Glob> globs(List<String> globs) {
    return globs.stream().map(Glob::new).toList();
  }
}
