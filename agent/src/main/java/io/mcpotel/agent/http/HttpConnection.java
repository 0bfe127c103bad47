// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * One request and its answer. The peer has a time for each part of it, and however slow it is,
 * nobody waits for it.
 */
final class HttpConnection {

  static final int MOST_IN_HEAD = 8_192;

  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int FIRST_BUFFER = 1_024;
  private static final int END_LENGTH = 4;

  private final SocketChannel channel;
  private final SelectionKey key;
  private final HttpPages pages;
  private long deadline = System.nanoTime() + HEAD_NANOS;
  private ByteBuffer in = ByteBuffer.allocate(FIRST_BUFFER);
  private int seen;
  private ByteBuffer[] out;
  private boolean ends;

  HttpConnection(SocketChannel channel, SelectionKey key, HttpPages pages) {
    this.channel = channel;
    this.key = key;
    this.pages = pages;
  }

  /** Does what can be done now; returns false where the connection is over. */
  boolean proceed() throws IOException {
    if (ends) {
      return skip();
    }
    if (out == null && !read()) {
      return false;
    }
    return out == null || write();
  }

  /** How long the peer has for what it is doing. */
  long nanosLeft(long now) {
    return deadline - now;
  }

  /** Whether the peer has not said yet what it wants. */
  boolean isAsking() {
    return out == null && !ends;
  }

  /** Whether an answer is kept for a peer that does not take it. */
  boolean isAnswering() {
    return out != null && !ends;
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The peer is gone.
    }
  }

  private boolean read() throws IOException {
    while (true) {
      int count = channel.read(in);
      if (count <= 0) {
        return count == 0;
      }
      int end = headEnd();
      if (end >= 0) {
        answer(new String(in.array(), 0, end, StandardCharsets.ISO_8859_1));
        return true;
      }
      if (in.position() == MOST_IN_HEAD) {
        send(HttpAnswer.text(431, "The request is too long."), true);
        return true;
      }
      if (!in.hasRemaining()) {
        in = ByteBuffer.allocate(Math.min(2 * in.capacity(), MOST_IN_HEAD)).put(in.flip());
      }
    }
  }

  /** Where the empty line begins, or -1; no byte is looked at twice. */
  private int headEnd() {
    for (; seen + END_LENGTH <= in.position(); seen++) {
      if (in.get(seen) == '\r'
          && in.get(seen + 1) == '\n'
          && in.get(seen + 2) == '\r'
          && in.get(seen + 3) == '\n') {
        return seen;
      }
    }
    return -1;
  }

  private void answer(String head) {
    HttpRequest request;
    try {
      request = HttpRequest.of(head);
    } catch (IllegalArgumentException e) {
      send(HttpAnswer.text(400, "This is no HTTP request."), true);
      return;
    }
    send(pages.answer(request), HttpPages.hasBody(request));
  }

  private void send(HttpAnswer answer, boolean withBody) {
    out = answer.bytes(withBody);
    deadline = System.nanoTime() + ANSWER_NANOS;
    key.interestOps(SelectionKey.OP_WRITE);
  }

  private boolean write() throws IOException {
    channel.write(out);
    if (out[out.length - 1].hasRemaining() || out[0].hasRemaining()) {
      return true;
    }
    // To close at once would take back the answer, where more has come than was read.
    channel.shutdownOutput();
    ends = true;
    out = null;
    deadline = System.nanoTime() + END_NANOS;
    key.interestOps(SelectionKey.OP_READ);
    return true;
  }

  private boolean skip() throws IOException {
    int count;
    do {
      in.clear();
      count = channel.read(in);
    } while (count > 0 && nanosLeft(System.nanoTime()) > 0);
    return count >= 0;
  }
}
