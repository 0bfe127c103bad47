// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import io.mcpotel.agent.core.AgentLog;
import java.nio.CharBuffer;

/**
 * JSON that is written piece by piece, without secrets and binary content, up to a limit. Once it
 * is full nothing is added, and it ends in a mark that says how much is missing of what it was
 * given. One thread writes.
 */
public final class JsonWriter {

  /** What is deeper is not told: nobody reads it. */
  private static final int DEEPEST = 200;

  /** Beyond those for its characters, so many steps may be taken for each string. */
  private static final int STEPS_OF_STRING = 1_000;

  private final Redactor redactor;
  private final BoundedText out;
  private final StepLimit steps = new StepLimit();

  private Level level = new Level(null, false);
  private int depth;

  /** How many levels are open in a value that does not come out. */
  private int hidden;

  private boolean failed;

  JsonWriter(Redactor redactor, int maxLength) {
    this.redactor = redactor;
    out = new BoundedText(maxLength, 256, true);
  }

  public void beginObject() {
    begin(true);
  }

  public void endObject() {
    end('}');
  }

  public void beginArray() {
    begin(false);
  }

  public void endArray() {
    end(']');
  }

  public void name(String name) {
    if (hidden > 0) {
      return;
    }
    try {
      separate();
      string(name);
      out.append(":");
      level.name = name;
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /** A string; one that is JSON itself is redacted like JSON. */
  public void value(String value) {
    if (value == null) {
      nullValue();
      return;
    }
    if (hidden > 0) {
      return;
    }
    try {
      String name = beginValue();
      int start = out.length();
      if (name == null) {
        element(value);
      } else if (value.isEmpty()) {
        string(value);
      } else if (redactor.keys().isSecret(name, value)
          || name.equals("value") && redactor.keys().isSecret(level.label)) {
        mark("key", value);
      } else if (name.equals("blob") || name.equals("data")) {
        content(name, value);
        level.contentStart = start;
        level.contentEnd = out.length();
      } else if (name.equals("value") && level.label.isEmpty()) {
        string(value);
        level.unnamed = value;
        level.unnamedStart = start;
        level.unnamedEnd = out.length();
      } else {
        string(value);
        level.note(name, value);
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  public void value(Number value) {
    if (value == null) {
      nullValue();
      return;
    }
    if (hidden > 0) {
      return;
    }
    try {
      String name = beginValue();
      String text = value.toString();
      if (name != null && redactor.keys().isSecret(name, value)) {
        mark("key", text);
      } else if (value instanceof Double number && !Double.isFinite(number)
          || value instanceof Float small && !Float.isFinite(small)) {
        string(text);
      } else {
        number(text);
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  public void value(boolean value) {
    literal(value ? "true" : "false");
  }

  public void nullValue() {
    literal("null");
  }

  /** Content that is no text: its type, which may be null, and its size. */
  public void binary(String mimeType, long bytes) {
    if (hidden > 0) {
      return;
    }
    try {
      beginValue();
      out.append('"' + Binary.mark(mimeType, bytes) + '"');
      redactor.count("binary");
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /** How many characters were written. */
  public long length() {
    return out.length();
  }

  /** Whether something did not fit; what follows is only counted. */
  public boolean isFull() {
    return out.isCut();
  }

  @Override
  public String toString() {
    try {
      for (Level open = level; out.isCut() && open != null; open = open.outer) {
        // Whether this was binary would have been told later.
        open.binary |= open.contentStart >= 0;
        // And so would the name of a value.
        open.nameIsMissing = open.label.isEmpty();
        hideUnknown(open);
      }
      return failed ? Redactor.UNCHECKED : out.toString("at least ");
    } catch (Throwable failure) {
      fail(failure);
      return Redactor.UNCHECKED;
    }
  }

  private void begin(boolean object) {
    if (hidden > 0) {
      hidden++;
      return;
    }
    try {
      String name = beginValue();
      if (name != null && redactor.keys().isSecret(name, null)) {
        hide("key");
      } else if (depth == DEEPEST) {
        hide("unchecked");
      } else {
        out.append(object ? "{" : "[");
        level = new Level(level, object);
        depth++;
      }
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  private void hide(String rule) {
    out.append("\"[redacted:" + rule + "]\"");
    redactor.count(rule);
    hidden = 1;
  }

  private void end(char bracket) {
    if (hidden > 0) {
      hidden--;
      return;
    }
    try {
      hideUnknown(level);
      out.append(String.valueOf(bracket));
      level = level.outer;
      depth--;
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /** Of {@code ["password", "value"]} the second is secret. */
  private void element(String value) {
    boolean secret = level.elements == 1 && redactor.keys().isSecret(level.label);
    if (secret && !value.isEmpty()) {
      mark("key", value);
    } else {
      string(value);
    }
    if (level.elements++ == 0) {
      level.label = value;
    }
  }

  /** The later one first, for the places of the earlier one are those in the text so far. */
  private void hideUnknown(Level level) {
    if (level.unnamedStart > level.contentStart) {
      hideUnnamed(level);
      describeContent(level);
    } else {
      describeContent(level);
      hideUnnamed(level);
    }
  }

  /** An object's name for its value may stand behind it. */
  private void hideUnnamed(Level level) {
    if (level.unnamed != null && (level.nameIsMissing || redactor.keys().isSecret(level.label))) {
      redactor.count("key");
      String mark = '"' + redactor.mark("key", CharBuffer.wrap(level.unnamed)) + '"';
      out.replace(level.unnamedStart, level.unnamedEnd, mark);
    }
    level.unnamed = null;
  }

  private void literal(String text) {
    if (hidden > 0) {
      return;
    }
    try {
      beginValue();
      out.append(text);
    } catch (Throwable failure) {
      fail(failure);
    }
  }

  /** Parts it from what is before, and returns the name that it belongs to, or null. */
  private String beginValue() {
    if (!level.object) {
      separate();
      return null;
    }
    String name = level.name;
    level.name = null;
    return name;
  }

  private void separate() {
    if (level.outer != null && level.begun) {
      out.append(",");
    }
    level.begun = true;
  }

  private void string(String text) {
    out.append("\"");
    steps.allow(STEPS_OF_STRING);
    if (!redactor.write(text, out, steps)) {
      out.append(Redactor.UNCHECKED);
    }
    out.append("\"");
  }

  private void number(String text) {
    String safe = redactor.text(text, Integer.MAX_VALUE);
    // A card's number becomes a string.
    out.append(safe.equals(text) ? text : '"' + safe + '"');
  }

  private void mark(String rule, String secret) {
    out.append('"' + redactor.mark(rule, CharBuffer.wrap(secret)) + '"');
    redactor.count(rule);
  }

  /** Until the object's other members are known, {@code data} may be text. */
  private void content(String name, String value) {
    level.bytes = Binary.bytes(value, 0, value.length());
    if (name.equals("blob") || level.isMedia() || Binary.isLongRun(value, 0, value.length())) {
      level.binary = true;
      out.append('"' + Binary.mark(level.mimeType, level.bytes) + '"');
      redactor.count("binary");
    } else {
      string(value);
    }
  }

  private void describeContent(Level level) {
    if (level.contentStart < 0 || !level.binary && !level.isMedia()) {
      return;
    }
    if (!level.binary) {
      redactor.count("binary");
    }
    out.replace(
        level.contentStart, level.contentEnd, '"' + Binary.mark(level.mimeType, level.bytes) + '"');
    level.contentStart = -1;
  }

  private void fail(Throwable failure) {
    failed = true;
    AgentLog.report("writing redacted JSON", failure);
  }

  /** An object or array that is open. */
  private static final class Level {

    final Level outer;
    final boolean object;
    boolean begun;
    String name;
    String type;
    String mimeType;

    /** What the object calls its value: {@code {"name": "password", "value": "…"}}. */
    String label = "";

    /** How many strings an array has begun with. */
    int elements;

    /** A value that no name has come for so far. */
    String unnamed;

    int unnamedStart;
    int unnamedEnd;
    boolean nameIsMissing;

    int contentStart = -1;
    int contentEnd;
    long bytes;
    boolean binary;

    Level(Level outer, boolean object) {
      this.outer = outer;
      this.object = object;
    }

    void note(String name, String value) {
      if (label.isEmpty() && Siblings.NAMES.contains(name)) {
        label = value;
      } else if (name.equals("type")) {
        type = value;
      } else if (name.equals("mimeType")) {
        mimeType = value;
      }
    }

    boolean isMedia() {
      return "image".equals(type) || "audio".equals(type);
    }
  }
}
