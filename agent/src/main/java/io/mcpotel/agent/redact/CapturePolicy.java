// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Privacy;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.settings.Capture;
import io.mcpotel.agent.core.settings.Redaction;
import io.mcpotel.agent.core.settings.Settings;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Lets out of an application's words what the user asked for, and no secret with it. */
public final class CapturePolicy implements Privacy {

  /** How the redactor ends a text that is too long. */
  private static final String CUT = "…[cut: ";

  private final Capture capture;
  private final Redactor redactor;

  /**
   * Makes one by the user's settings.
   *
   * @param onRedaction takes the rule by which something was redacted, each time
   */
  public CapturePolicy(Settings settings, Consumer<String> onRedaction) {
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
    if (message == null || !operation.lets(Capture.Part.ERRORS)) {
      return null;
    }
    // What a function of the user's says is its own; before it is called, the SDK speaks.
    boolean own = operation.handler().isCalled() || operation.lets(Capture.Part.MESSAGES);
    return redactor.text(
        own ? message : Quotations.without(message, this::path), capture.maxLength());
  }

  /** Why a message was refused, of which nothing may be known. */
  public String refusal(String why) {
    if (why == null || !lets(Capture.Part.ERRORS, null, Target.NONE)) {
      return null;
    }
    boolean whole = lets(Capture.Part.MESSAGES, null, Target.NONE);
    return redactor.text(whole ? why : Quotations.reason(why), Bounds.REASON);
  }

  @Override
  public String name(String name) {
    String shown = redactor.text(name, Bounds.NAME);
    if (shown.length() <= Bounds.NAME) {
      return shown;
    }
    // A name has room for itself only.
    int mark = shown.lastIndexOf(CUT);
    return Bounds.cut(mark < 0 ? shown : shown.substring(0, mark), Bounds.NAME);
  }

  @Override
  public String uri(String uri) {
    String path = path(uri);
    return path == null ? null : redactor.text(path, Bounds.URI);
  }

  /** As much of a URI as the user lets out. */
  private String path(String uri) {
    return switch (capture.uri()) {
      case FULL -> uri;
      case PATH -> ResourcePath.of(uri);
      case NONE -> null;
    };
  }

  @Override
  public String words(String words, int most) {
    return redactor.text(words, most);
  }

  /**
   * A raw JSON-RPC message. Who writes the record looks at it; but a large one now, so that no more
   * is kept than what may be exported.
   */
  public Supplier<String> message(String json) {
    if (json.length() <= (long) capture.maxLength() + Redactor.AHEAD) {
      return new LaterText(redactor, json, capture.maxLength());
    }
    String shown = redactor.json(json, capture.maxLength());
    return () -> shown;
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
