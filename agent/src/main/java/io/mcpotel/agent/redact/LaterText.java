// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.function.Supplier;

/** A text that is looked at once, by the first who wants it. */
final class LaterText implements Supplier<String> {

  private final Redactor redactor;
  private final int maxLength;
  private String raw;
  private String shown;

  LaterText(Redactor redactor, String raw, int maxLength) {
    this.redactor = redactor;
    this.raw = raw;
    this.maxLength = maxLength;
  }

  @Override
  public synchronized String get() {
    if (shown == null) {
      shown = redactor.json(raw, maxLength);
      raw = null;
    }
    return shown;
  }
}
