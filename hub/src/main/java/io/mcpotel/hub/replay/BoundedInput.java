// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.replay;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Fails where a stranger sends more than so many bytes. */
final class BoundedInput extends FilterInputStream {

  private long left;

  BoundedInput(InputStream in, long most) {
    super(in);
    left = most;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = super.read(bytes, offset, length);
    count(Math.max(0, read));
    return read;
  }

  private void count(int read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("the answer is too large");
    }
  }
}
