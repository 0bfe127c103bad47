// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client of a measured server, which makes one call after the other. */
interface Caller extends AutoCloseable {

  /** Calls the tool, and comes back when the answer has been read. */
  void call() throws IOException;

  /** How many calls were made again, on a new connection, because the server closed the old one. */
  default int repeated() {
    return 0;
  }

  @Override
  void close() throws IOException;

  /** A call whose id has ten digits, so that all calls of a client have one length. */
  static byte[] request(int id) {
    return FirstCall.CALL
        .replace("\"id\":2,", "\"id\":" + id + ",")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses what is no result of that call, for an error would be cheaper. */
  static void check(String answer, int id) throws IOException {
    if (!answer.contains("\"id\":" + id)
        || !answer.contains("\"result\"")
        || !answer.contains("\"hello\"")) {
      throw new IOException("the call " + id + " was answered " + answer);
    }
  }
}
