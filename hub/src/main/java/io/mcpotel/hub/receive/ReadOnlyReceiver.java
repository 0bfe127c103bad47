// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.access.Right;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.http.HttpListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where telemetry would come in, in a hub that only reads; no sender tries that again. */
public final class ReadOnlyReceiver {

  private static final String WHERE =
      "this hub only reads: send to the Collector that feeds its tables";

  private ReadOnlyReceiver() {}

  public static void serve(HttpListener listener) {
    List<String> paths = new ArrayList<>(Arrays.stream(Signal.values()).map(Signal::path).toList());
    paths.add(ReportReceiver.PATH);
    for (String path : paths) {
      listener.serve(path, Right.SEND, exchange -> Answer.error(exchange, 403, WHERE));
    }
  }
}
