// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.Capture;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Redaction;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Target;
import java.util.function.Consumer;

/** Lets out of an application's words what the user asked for, and no secret with it. */
public final class Disclosure implements Privacy {

  private final Capture capture;
  private final Redactor redactor;

  /**
   * Makes one by the user's settings.
   *
   * @param onRedaction is told the rule by which something was taken out, each time
   */
  public Disclosure(Settings settings, Consumer<String> onRedaction) {
    Redaction redaction = settings.redaction();
    this.capture = settings.capture();
    this.redactor =
        new Redactor(
            redaction.keys(),
            redaction.patterns(),
            redaction.personal(),
            redaction.hash() ? Redactor.Mode.HASH : Redactor.Mode.MASK,
            redaction.hashKey(),
            onRedaction);
  }

  /** Whether anything of this kind is let out at all. */
  public boolean lets(Capture.Part part) {
    return capture.has(part);
  }

  /** Whether this kind of text is let out of a message like this. */
  public boolean lets(Capture.Part part, String method, Target target) {
    return capture.has(part, method, target);
  }

  @Override
  public String error(Operation operation, String message) {
    return message != null && lets(Capture.Part.ERRORS, operation.method(), operation.target())
        ? redactor.text(message, capture.maxLength())
        : null;
  }

  /** Why a message was refused, of which nothing may be known. */
  public String refusal(String why) {
    return why != null && lets(Capture.Part.ERRORS, null, Target.NONE)
        ? redactor.text(why, capture.maxLength())
        : null;
  }

  @Override
  public String name(String name) {
    return redactor.uri(name);
  }

  /** A raw JSON-RPC message. */
  public String message(CharSequence json) {
    return redactor.json(json, capture.maxLength());
  }

  /** A value that goes by a name. */
  public String member(String name, String value) {
    return redactor.member(name, value, capture.maxLength());
  }

  /** The JSON that is written to the writer. */
  public String json(Consumer<JsonWriter> tree) {
    JsonWriter writer = redactor.writer(capture.maxLength());
    tree.accept(writer);
    return writer.toString();
  }
}
