// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;

/** The names in the lists that a server shows to a client. */
public final class ShownNames {

  private ShownNames() {}

  /** Notes what the answer to this method shows, if it is a list of tools or prompts. */
  public static void noteIn(Session session, String method, Object result) {
    switch (method) {
      case Methods.TOOLS_LIST -> note(session, Target.Kind.TOOL, Records.get(result, "tools"));
      case Methods.PROMPTS_LIST ->
          note(session, Target.Kind.PROMPT, Records.get(result, "prompts"));
      default -> {}
    }
  }

  private static void note(Session session, Target.Kind kind, Object list) {
    if (list instanceof Iterable<?> items) {
      for (Object item : items) {
        if (Records.get(item, "name") instanceof String name) {
          session.wasShown(new Target(kind, name));
        }
      }
    }
  }
}
