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
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.MessageRecords;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Spring AI's servers turn away. */
@Tag("matrix")
class SpringAiRefusalsIT {

  static Stream<SpringAiServer> servers() {
    return Stream.of(SpringAiRelease.V1_1, SpringAiRelease.V2_0)
        .flatMap(
            release ->
                Stream.of("server-webmvc", "server-webflux")
                    .flatMap(
                        starter ->
                            Stream.of("STREAMABLE", "STATELESS")
                                .map(
                                    protocol ->
                                        new SpringAiServer(
                                            release, starter, protocol, "SYNC", 17))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("servers")
  void everyRefusedRequestIsOnRecordOnceAndNoOther(SpringAiServer kind) {
    List<Answer> plain = new ArrayList<>();
    try (AppProcess process = kind.app().start()) {
      RawPeer peer = kind.connect(process);
      peer.initialize();
      requests(kind, peer.sessionId())
          .forEach(r -> plain.add(r.sending().apply(new HttpProbe(process.port()))));
    }
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process = kind.app().exportingTo(receiver).start()) {
      RawPeer peer = kind.connect(process);
      peer.initialize();
      HttpProbe http = new HttpProbe(process.port());
      List<Answer> answers = new ArrayList<>();
      List<Refused> requests = requests(kind, peer.sessionId());
      for (Refused request : requests) {
        answers.add(request.sending().apply(http));
        peer.callTool("echo", Map.of("word", "hello"));
      }
      // Records arrive in order; a server with an open stream is slow to stop.
      Call last = peer.callTool("echo", Map.of("word", "hello"));
      Collector.of(receiver)
          .awaitLog(
              log ->
                  log.eventName().equals("mcp.operation")
                      && log.traceId().equals(last.parent().traceId()));

      assertEquals(
          plain.stream().map(Answer::status).toList(),
          answers.stream().map(Answer::status).toList());
      List<LogView> messages = MessageRecords.of(Collector.of(receiver));
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
  }

  private static List<Refused> requests(SpringAiServer kind, String session) {
    String transport = kind.protocol().toLowerCase(Locale.ROOT);
    List<Refused> requests = new ArrayList<>(RefusedRequests.withoutSession(transport, null));
    requests.addAll(RefusedRequests.broken(transport, null, session));
    return requests;
  }
}
