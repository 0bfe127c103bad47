// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

/**
 * What a request is about: one tool, prompt or resource, or nothing in particular.
 *
 * @param kind which of them
 * @param name the tool's or prompt's name, or the resource's URI; null for {@link Kind#NONE}, and
 *     for a resource whose URI is not to be exported
 */
public record Target(Kind kind, String name) {

  public static final Target NONE = new Target(Kind.NONE, null);

  /** What can be asked for. */
  public enum Kind {
    NONE,
    TOOL,
    PROMPT,
    RESOURCE
  }

  /** Whether it has a name, and not a URI: it is a tool or a prompt. */
  public boolean isNamed() {
    return kind == Kind.TOOL || kind == Kind.PROMPT;
  }

  /** The same, as it may be exported. */
  Target shown(Privacy privacy) {
    if (name == null) {
      return this;
    }
    String shown = kind == Kind.RESOURCE ? privacy.uri(name) : privacy.name(name);
    return shown == name ? this : new Target(kind, shown);
  }

  /** The target that the named method gives to the name or URI found in its parameters. */
  public static Target of(String method, String name, String uri) {
    if (name != null && method.equals(Methods.TOOLS_CALL)) {
      return new Target(Kind.TOOL, name);
    }
    if (name != null && method.equals(Methods.PROMPTS_GET)) {
      return new Target(Kind.PROMPT, name);
    }
    return uri != null && Methods.hasUri(method) ? new Target(Kind.RESOURCE, uri) : NONE;
  }
}
