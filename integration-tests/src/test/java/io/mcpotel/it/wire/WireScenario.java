// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Transcript;
import io.mcpotel.it.support.receiver.Collector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All kinds of messages that there are between a client and a test server. */
final class WireScenario {

  private static final String MANUAL = "test://manual";
  private static final List<String> METHODS =
      List.of(
          "initialize",
          "notifications/initialized",
          "ping",
          "tools/list",
          "tools/call",
          "prompts/list",
          "prompts/get",
          "resources/list",
          "resources/templates/list",
          "resources/read",
          "completion/complete");
  private static final List<String> METHODS_OF_SESSIONS =
      List.of(
          "logging/setLevel",
          "resources/subscribe",
          "resources/unsubscribe",
          "roots/list",
          "sampling/createMessage",
          "elicitation/create",
          "notifications/message",
          "notifications/progress",
          "notifications/resources/updated",
          "notifications/tools/list_changed",
          "notifications/roots/list_changed");

  private WireScenario() {}

  /** What must have been said. */
  static Set<String> methods(boolean session) {
    Set<String> methods = new TreeSet<>(METHODS);
    methods.addAll(session ? METHODS_OF_SESSIONS : List.of());
    return methods;
  }

  /** What a peer says that chooses every byte, and how it answers its server. */
  static void play(RawPeer peer, Collector collector, boolean session) {
    for (String list : List.of("tools", "prompts", "resources", "resources/templates")) {
      peer.request(list + "/list");
    }
    peer.request("ping");
    call(peer, "echo", Map.of("word", "Grüße"));
    call(peer, "refuse", Map.of());
    call(peer, "fail", Map.of());
    for (int code : List.of(-32602, -32603, -32000, -32002)) {
      call(peer, "code", Map.of("code", code));
    }
    call(peer, "code", Map.of("code", -32000, "message", "m".repeat(300)));
    call(peer, "image", Map.of());
    call(peer, "big", Map.of("length", 100_000));
    call(peer, "nobody", Map.of());
    call(peer, "echo", "no object");
    peer.request("tools/call", Map.of("arguments", Map.of()));
    for (String prompt : List.of("greeting", "broken", "nobody")) {
      peer.request("prompts/get", Map.of("name", prompt, "arguments", Map.of("name", "Ann")));
    }
    for (String uri : List.of(MANUAL, "test://chapter/1", "test://nowhere")) {
      peer.request("resources/read", Map.of("uri", uri));
    }
    peer.request(
        "completion/complete",
        Map.of(
            "ref", Map.of("type", "ref/prompt", "name", "greeting"),
            "argument", Map.of("name", "name", "value", "A")));
    peer.request("strange/method", Map.of("a", 1));
    peer.requestWithId("an id", "ping");
    Call slow = peer.start("tools/call", tool("slow", Map.of("ms", 100)));
    Call other = peer.start("tools/call", tool("slow", Map.of("ms", 50)));
    peer.await(other);
    peer.await(slow);
    if (session) {
      playSession(peer);
      notify(peer, collector);
      cancel(peer, collector);
    }
  }

  private static void playSession(RawPeer peer) {
    peer.request("logging/setLevel", Map.of("level", "info"));
    peer.request("resources/subscribe", Map.of("uri", MANUAL));
    ask(peer, "roots", "roots/list", Map.of("roots", List.of()));
    ask(peer, "pingclient", "ping", Map.of());
    ask(peer, "elicit", "elicitation/create", Map.of("action", "decline"));
    ask(
        peer,
        "sample",
        "sampling/createMessage",
        Map.of("role", "assistant", "content", text("x"), "model", "none"));
    call(peer, "notify", Map.of());
    peer.awaitMessage("notifications/message");
    peer.awaitMessage("notifications/progress");
    call(peer, "touch", Map.of());
    peer.awaitMessage("notifications/resources/updated");
    peer.request("resources/unsubscribe", Map.of("uri", MANUAL));
    call(peer, "grow", Map.of());
    peer.awaitMessage("notifications/tools/list_changed");
    call(peer, "grown", Map.of());
    call(peer, "shrink", Map.of());
    peer.awaitMessage("notifications/tools/list_changed");
  }

  /** Nobody answers, so what the server tells of it is waited for. */
  private static void notify(RawPeer peer, Collector collector) {
    TraceParent progress =
        peer.notify("notifications/progress", Map.of("progressToken", "t", "progress", 1));
    collector.awaitSpan(progress, "SERVER");
    TraceParent changed = peer.notify("notifications/roots/list_changed", Map.of());
    peer.respond(peer.awaitMessage("roots/list").get("id"), Map.of("roots", List.of()));
    collector.awaitSpan(changed, "CLIENT");
  }

  /** The SDK does not stop the function, and answers. */
  private static void cancel(RawPeer peer, Collector collector) {
    Call unwanted = peer.start("tools/call", tool("roots", Map.of()));
    Object id = peer.awaitMessage("roots/list").get("id");
    TraceParent cancelled =
        peer.notify("notifications/cancelled", Map.of("requestId", unwanted.id()));
    collector.awaitSpan(cancelled, "SERVER");
    peer.respond(id, Map.of("roots", List.of()));
    peer.await(unwanted);
  }

  /** Calls a tool that asks its client, while another call is open. */
  private static void ask(RawPeer peer, String tool, String method, Map<String, Object> answer) {
    Call call = peer.start("tools/call", tool(tool, Map.of()));
    Object id = peer.awaitMessage(method).get("id");
    call(peer, "echo", Map.of("while", tool));
    peer.respond(id, answer);
    peer.await(call);
  }

  private static void call(RawPeer peer, String tool, Object arguments) {
    peer.request("tools/call", tool(tool, arguments));
  }

  private static Map<String, Object> tool(String name, Object arguments) {
    return new HashMap<>(Map.of("name", name, "arguments", arguments));
  }

  private static Map<String, Object> text(String text) {
    return Map.of("type", "text", "text", text);
  }

  /** What an application does with the SDK's client. */
  static void play(TestClient client, Transcript server, boolean session) {
    List.of(
            "tools",
            "prompts",
            "resources",
            "templates",
            "ping",
            "call [\"code\",{\"code\":-32602}]",
            "call [\"code\",{\"code\":-32000}]",
            "call [\"echo\",{\"word\":\"Grüße\"}]",
            "call [\"refuse\"]",
            "call [\"fail\"]",
            "call [\"nobody\"]",
            "prompt [\"greeting\"]",
            "prompt [\"broken\"]",
            "prompt [\"nobody\"]",
            "resource [\"test://manual\"]",
            "resource [\"test://nowhere\"]",
            "complete [\"A\"]",
            "start a call [\"slow\",{\"ms\":100}]",
            "start b call [\"slow\",{\"ms\":50}]")
        .forEach(client::run);
    client.awaitStarted("a");
    client.awaitStarted("b");
    if (session) {
      playSession(client, server);
    }
  }

  private static void playSession(TestClient client, Transcript server) {
    List.of(
            "setlevel [\"INFO\"]",
            "subscribe [\"test://manual\"]",
            "call [\"roots\"]",
            "call [\"pingclient\"]",
            "call [\"elicit\"]",
            "call [\"sample\"]",
            "call [\"notify\"]",
            "call [\"touch\"]",
            "unsubscribe [\"test://manual\"]",
            "call [\"grow\"]")
        .forEach(client::expect);
    for (String said : List.of("logging", "progress", "resource", "tools")) {
      client.awaitSaid(said);
    }
    client.expect("notifyroots");
    await(server, "Roots list changed");
    client.expect("start c call [\"hang\"]");
    await(server, "hanging");
    client.expect("cancel c");
  }

  private static void await(Transcript server, String logged) {
    server.await(0, line -> line.contains(logged), AppProcess.PATIENCE);
  }
}
