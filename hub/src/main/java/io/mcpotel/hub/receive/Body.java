// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The body of a request, unpacked. What all bodies together take is bounded, and what is over a
 * bound is refused before it is in memory.
 */
final class Body implements AutoCloseable {

  static final int MOST = 16 << 20;
  static final int MOST_UNPACKED = 32 << 20;
  static final String TOO_MANY = "too many bodies at a time";
  private static final int CHUNK = 65_536;

  private static final Room ROOM = Room.OF_ALL;

  private byte[] bytes;
  private int taken;

  private Body() {}

  static Body of(HttpExchange exchange) throws IOException, Refused {
    Body body = new Body();
    try {
      body.read(exchange);
      return body;
    } catch (IOException | Refused | RuntimeException | Error e) {
      body.close();
      throw e;
    }
  }

  /** All of it, once: the rows that it became wait for the store without it. */
  byte[] take() {
    byte[] all = bytes;
    bytes = null;
    return all;
  }

  @Override
  public void close() {
    ROOM.giveBack(taken);
    taken = 0;
  }

  private void read(HttpExchange exchange) throws IOException, Refused {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && length.length() > 9 || length != null && Long.parseLong(length) > MOST) {
      throw tooLarge();
    }
    InputStream packed = new Limited(exchange.getRequestBody());
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if (encoding == null || encoding.equals("identity")) {
      read(packed);
    } else if (encoding.equals("gzip")) {
      try (InputStream unpacked = new GZIPInputStream(packed, CHUNK)) {
        read(unpacked);
      } catch (ZipException | EOFException e) {
        throw new Refused(400, "the body is no gzip: " + e.getMessage());
      }
    } else {
      throw new Refused(415, "Content-Encoding may be gzip or identity, and was " + encoding);
    }
  }

  private void read(InputStream in) throws IOException, Refused {
    List<byte[]> chunks = new ArrayList<>();
    byte[] chunk = new byte[CHUNK];
    try {
      for (int read = in.readNBytes(chunk, 0, CHUNK);
          read > 0;
          read = in.readNBytes(chunk, 0, CHUNK)) {
        if (taken + read > MOST_UNPACKED) {
          throw tooLarge();
        }
        if (!ROOM.take(read)) {
          throw new Refused(429, TOO_MANY);
        }
        taken += read;
        chunks.add(Arrays.copyOf(chunk, read));
      }
    } catch (Limited.Exceeded e) {
      throw tooLarge();
    }
    ByteBuffer all = ByteBuffer.allocate(taken);
    chunks.forEach(all::put);
    bytes = all.array();
  }

  private static Refused tooLarge() {
    return new Refused(
        413, "a body may have 16 MB, and 32 MB when it is unpacked; send smaller batches");
  }

  /** Not more than {@link #MOST} bytes, whatever the headers have said. */
  private static final class Limited extends FilterInputStream {

    private long left = MOST;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      count(Math.max(0, read));
      return read;
    }

    /** Whoever answers reads the rest, or cuts it off. */
    @Override
    public void close() {}

    private void count(int read) throws Exceeded {
      left -= read;
      if (left < 0) {
        throw new Exceeded();
      }
    }

    static final class Exceeded extends IOException {
      private static final long serialVersionUID = 1L;
    }
  }
}
