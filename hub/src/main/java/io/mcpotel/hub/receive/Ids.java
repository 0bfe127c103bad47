// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/** Ids of traces and spans, as text. */
final class Ids {

  static final int TRACE = 16;
  static final int SPAN = 8;

  private Ids() {}

  /** Nothing for an id that is absent, of another length or of zeros only. */
  static String hex(ByteString id, int length) {
    if (id.size() != length) {
      return null;
    }
    for (int i = 0; i < length; i++) {
      if (id.byteAt(i) != 0) {
        return HexFormat.of().formatHex(id.toByteArray());
      }
    }
    return null;
  }
}
