// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.stacks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.HttpProbe;
import io.mcpotel.it.support.peer.HttpProbe.Answer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RefusedRequests;
import io.mcpotel.it.support.peer.RefusedRequests.Refused;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.SpringAiRelease;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What Spring AI's servers turn away. */
final class SpringAiRefusals {

  private SpringAiRefusals() {}

  /** Whether that is asked of this server: each release, starter and protocol once. */
  static boolean areTested(SpringAiServer kind) {
    return List.of(SpringAiRelease.V1_1, SpringAiRelease.V2_0).contains(kind.release())
        && List.of("STREAMABLE", "STATELESS").contains(kind.protocol())
        && kind.type().equals("SYNC");
  }

  /** Every refused request is on record once, and no other is; the server refuses as without us. */
  static void assertOnRecord(SpringAiSession session) {
    SpringAiServer kind = session.kind();
    List<Answer> plain = new ArrayList<>();
    try (AppProcess process = kind.app().start()) {
      RawPeer peer = kind.connect(process);
      peer.initialize();
      requests(kind, peer.sessionId())
          .forEach(r -> plain.add(r.sending().apply(new HttpProbe(process.port()))));
    }
    HttpProbe http = new HttpProbe(session.port());
    RawPeer peer = session.peer();
    List<Answer> answers = new ArrayList<>();
    List<Refused> requests = requests(kind, peer.sessionId());
    for (Refused request : requests) {
      answers.add(request.sending().apply(http));
      peer.callTool("echo", Map.of("word", "hello"));
    }
    // Records arrive in order; a server with an open stream is slow to stop.
    Call last = peer.callTool("echo", Map.of("word", "hello"));
    session
        .collector()
        .awaitLog(
            log ->
                log.eventName().equals("mcp.operation")
                    && log.traceId().equals(last.parent().traceId()));

    assertEquals(
        plain.stream().map(Answer::status).toList(), answers.stream().map(Answer::status).toList());
    List<LogView> messages = MessageRecords.of(session.collector());
    assertEquals(
        requests.stream().map(Refused::reason).toList(),
        messages.stream().map(m -> m.attributes().get("mcp.message.rejected")).toList(),
        () -> answers + "\n" + messages);
    for (int i = 0; i < answers.size(); i++) {
      LogView message = messages.get(i);
      assertEquals("WARN", message.severity());
      assertEquals("server", message.attributes().get("mcp.role"));
      boolean answered = !requests.get(i).reason().equals("unknown_id");
      assertEquals(
          answered ? (long) answers.get(i).status() : null,
          message.attributes().get("http.response.status_code"),
          message::toString);
    }
  }

  private static List<Refused> requests(SpringAiServer kind, String session) {
    String transport = kind.protocol().toLowerCase(Locale.ROOT);
    List<Refused> requests = new ArrayList<>(RefusedRequests.withoutSession(transport, null));
    requests.addAll(RefusedRequests.broken(transport, null, session));
    return requests;
  }
}
