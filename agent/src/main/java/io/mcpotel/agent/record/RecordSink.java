// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.record;

import io.mcpotel.agent.core.event.Event;
import java.io.IOException;

/** Where records go. One thread alone calls it. */
public interface RecordSink {

  /** Keeps nothing. */
  RecordSink NOWHERE =
      new RecordSink() {
        @Override
        public void write(Event event) {}

        @Override
        public void flush() {}
      };

  /** Takes a record; it may stay in memory until the next flush. */
  void write(Event event) throws IOException;

  /** Lets go of what is in memory. */
  void flush() throws IOException;

  /** After a flush: nothing is to be written for a while. */
  default void rest() {}

  /** Flushes, and ends. */
  default void close() {}
}
