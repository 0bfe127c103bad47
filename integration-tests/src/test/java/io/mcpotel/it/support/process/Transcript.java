// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Everything that a process wrote to one of its streams, byte for byte, and a way to wait for it.
 */
public final class Transcript {

  private final String name;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  Transcript(String name, InputStream stream) {
    this.name = name;
    Thread reader = new Thread(() -> read(stream), "transcript-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Returns the index of the first line from there on that is as wanted, as soon as it is there.
   */
  public synchronized int await(int from, Predicate<String> wanted, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    int next = from;
    while (true) {
      for (; next < lines.size(); next++) {
        if (wanted.test(lines.get(next))) {
          return next;
        }
      }
      waitOrFail(deadline, "the wanted line");
    }
  }

  /** Returns when the process has closed the stream, so that nothing more can come. */
  public synchronized void awaitEnd(Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!ended) {
      waitOrFail(deadline, "the end");
    }
  }

  public synchronized String line(int index) {
    return lines.get(index);
  }

  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  public synchronized byte[] bytes() {
    return bytes.toByteArray();
  }

  @Override
  public synchronized String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void waitOrFail(long deadline, String what) {
    long remaining = deadline - System.nanoTime();
    if (remaining <= 0 || (ended && what.equals("the wanted line"))) {
      throw new AssertionError("Never saw " + what + " on " + name + ", only:\n" + this);
    }
    try {
      TimeUnit.NANOSECONDS.timedWait(this, remaining);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while reading " + name, e);
    }
  }

  private void read(InputStream stream) {
    byte[] buffer = new byte[8192];
    try {
      for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
        add(buffer, length);
      }
    } catch (IOException e) {
      // The process was destroyed: what it wrote until then is all there is.
    }
    end();
  }

  private synchronized void add(byte[] buffer, int length) {
    bytes.write(buffer, 0, length);
    for (int i = 0; i < length; i++) {
      if (buffer[i] == '\n') {
        endLine();
      } else {
        line.write(buffer[i]);
      }
    }
    notifyAll();
  }

  private synchronized void end() {
    if (line.size() > 0) {
      endLine();
    }
    ended = true;
    notifyAll();
  }

  private void endLine() {
    lines.add(line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
