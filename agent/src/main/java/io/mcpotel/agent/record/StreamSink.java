// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Stdout;
import io.mcpotel.agent.core.event.Event;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes records to one of the process's own streams, whatever the application has made of {@code
 * System.out} and {@code System.err}.
 */
public final class StreamSink implements RecordSink {

  private static final int LARGE = 1 << 16;

  private final JsonLine line = new JsonLine();
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final OutputStream stderr = new FileOutputStream(FileDescriptor.err);
  private final OutputStream stdout;

  private StreamSink(OutputStream stdout) {
    this.stdout = stdout;
  }

  public static StreamSink stderr() {
    return new StreamSink(null);
  }

  /** It is stderr after all once stdout turns out to be the protocol of a server. */
  public static StreamSink stdout() {
    return new StreamSink(new FileOutputStream(FileDescriptor.out));
  }

  @Override
  public void write(Event event) throws IOException {
    buffer.write(line.of(event));
    if (buffer.size() > LARGE) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    if (buffer.size() == 0) {
      return;
    }
    try {
      // One write for whole lines, so that they do not mix with those of others.
      stream().write(buffer.toByteArray());
    } finally {
      buffer.reset();
    }
  }

  private OutputStream stream() {
    if (stdout == null) {
      return stderr;
    }
    if (Stdout.isProtocol()) {
      AgentLog.once(
          "records are not written to stdout, which is the protocol of this server, but to stderr.");
      return stderr;
    }
    return stdout;
  }
}
