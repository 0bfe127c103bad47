// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.peer;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.TestClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Secrets that a test lets pass on every way through a server, and the search for them. */
public final class PlantedSecrets {

  /** Begins the words beside the secrets, which end in what captures them. */
  public static final String HARMLESS = "harmless-of-";

  public static final String GITHUB = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
  public static final String RESOURCE_URI =
      "test://bob:urlPa55-7731@host/manual?token=queryTok-9944&page=7";

  private static final String PASSWORD = "Tr0ub4dor-corner";
  private static final String NESTED = "nestedS3cret-9f8e7d";
  private static final String BEARER = "tok4f9a8b7c6d5e4f3a2b1c";
  private static final String CARD = "4111 1111 1111 1111";
  private static final String MAIL = "jane.roe@payroll.example.com";
  private static final String JWT_HEAD = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
  private static final String JWT_BODY = "eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6Ikpvc2UifQ";
  private static final String JWT_SIGN = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJVadQssw5cQ";
  private static final String JWT = JWT_HEAD + "." + JWT_BODY + "." + JWT_SIGN;
  private static final String AWS = "AKIA" + "Q7XZ5PLM2NDK8RTV";
  private static final String PEM_LINE = "MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfnygWep4VO6pKzfQGzqYl1t";
  private static final String PEM =
      "-----BEGIN RSA PRIVATE KEY-----\n" + PEM_LINE + "\n-----END RSA PRIVATE KEY-----";
  private static final String JDBC = "jdbcPa55-4421";
  private static final String CAUSE = "causePa55-8812";
  private static final String SLACK = "xoxb-" + "2048172034-9182736455-AbCdEfGhIjKlMnOp";
  private static final String GOOGLE = "AIza" + "SyD4f7-Kp2Lm9Qr8St1Uv3Wx5Yz6Ab0CdEf";
  private static final String API_KEY = "promptKey-5566-zz";
  private static final String META = "metaTok-a1b2c3d4e5f6";
  private static final String REASON = "reasonPa55-6677";
  private static final String UNKNOWN = "unknownMethodS3cret-1234";
  private static final String STRAY = "strayToken-2468-xy";
  private static final String UNREAD = "unparsedPa55-3131";
  private static final String TEMPLATE = "templateTok-8080";
  private static final String SAMPLED = "sampledPa55-5151";
  private static final String REFUSED = "refusedPa55-1717";

  /** The secrets and the pieces by which one would know them. */
  private static final List<String> PIECES =
      List.of(
          PASSWORD,
          "Tr0ub4dor",
          NESTED,
          "9f8e7d",
          BEARER,
          "5e4f3a2b1c",
          CARD,
          "1111 1111",
          "4111111111111111",
          MAIL,
          "jane.roe",
          JWT_HEAD,
          JWT_BODY,
          JWT_SIGN,
          AWS,
          AWS.substring(4),
          PEM_LINE,
          PEM_LINE.substring(20),
          "urlPa55",
          "queryTok",
          JDBC,
          CAUSE,
          GITHUB,
          GITHUB.substring(4),
          SLACK,
          "AbCdEfGhIjKlMnOp",
          GOOGLE,
          GOOGLE.substring(10),
          API_KEY,
          META,
          REASON,
          UNKNOWN,
          STRAY,
          UNREAD,
          TEMPLATE,
          SAMPLED,
          REFUSED);

  /** Breaks off, so that no parser reads it. */
  public static final String UNPARSABLE =
      "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"password\":\""
          + UNREAD
          + "\",";

  private PlantedSecrets() {}

  /** The pieces of secrets in a text, with what stands around them. */
  public static List<String> found(String where, String text) {
    List<String> found = new ArrayList<>();
    for (String piece : PIECES) {
      int at = text.indexOf(piece);
      if (at >= 0) {
        int begin = Math.max(0, at - 120);
        int end = Math.min(text.length(), at + piece.length() + 40);
        found.add(piece + " in " + where + ": …" + text.substring(begin, end) + "…");
      }
    }
    return found;
  }

  /** Says all of them to a server, which says them back in all its ways. */
  public static void speak(RawPeer peer) {
    peer.callTool("echo", arguments());
    texts().forEach((as, text) -> peer.callTool("say", saying(as, text)));
    peer.callTool("code", Map.of("code", -32000, "message", withoutHarmless("exception")));
    sample(peer);
    peer.request(
        "prompts/get", Map.of("name", "greeting", "arguments", Map.of("api_key", API_KEY)));
    peer.request("resources/read", Map.of("uri", RESOURCE_URI));
    peer.request("resources/read", Map.of("uri", "test://chapter/7?token=" + TEMPLATE));
    peer.request("ping", Map.of("_meta", Map.of("authorization", "Bearer " + META)));
    peer.request("nope/nope", Map.of("client_secret", UNKNOWN));
    peer.notify("notifications/cancelled", Map.of("requestId", 99, "reason", "password=" + REASON));
    peer.respond("nobody-asked", Map.of("refresh_token", STRAY));
    peer.request("ping");
  }

  /** Lets a client say and hear them. */
  public static void speak(TestClient client) {
    client.expect("init");
    client.expect("call " + Json.write(List.of("echo", arguments())));
    texts()
        .forEach((as, text) -> client.run("call " + Json.write(List.of("say", saying(as, text)))));
    client.expect("call " + Json.write(List.of("say", saying("question", "api_key=" + GOOGLE))));
    client.run("resource " + Json.write(List.of(RESOURCE_URI)));
    client.run("resource " + Json.write(List.of("test://chapter/7?token=" + TEMPLATE)));
    client.expect("close");
  }

  private static void sample(RawPeer peer) {
    Call call =
        peer.start(
            "tools/call",
            Map.of("name", "say", "arguments", saying("question", "my key: " + GOOGLE)));
    Object id = peer.awaitMessage("sampling/createMessage").get("id");
    peer.respond(
        id,
        Map.of(
            "role", "assistant",
            "model", "no-model",
            "content", Map.of("type", "text", "text", "no password: " + SAMPLED)));
    peer.await(call);
  }

  private static Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("note", HARMLESS + "arguments");
    arguments.put("password", PASSWORD);
    arguments.put("config", "{\"db\":{\"client_secret\":\"" + NESTED + "\",\"port\":5432}}");
    arguments.put("deep", List.of(Map.of("list", List.of(Map.of("Api-Key", API_KEY)))));
    arguments.put("texts", texts().keySet().stream().map(PlantedSecrets::withoutHarmless).toList());
    return arguments;
  }

  /** For a place where something else captures it. */
  private static String withoutHarmless(String as) {
    return texts().get(as).replace(HARMLESS, "");
  }

  /** Not readable, so that the text is exported only where it is said. */
  private static Map<String, Object> saying(String as, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Map.of("as", as, "base64", Base64.getEncoder().encodeToString(bytes));
  }

  /** What a server says as what. */
  private static Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put(
        "result",
        "%sresults: card %s of %s, session %s, key %s\n%s"
            .formatted(HARMLESS, CARD, MAIL, JWT, AWS, PEM));
    texts.put(
        "exception",
        "%serrors: 401 for Authorization: Bearer %s at jdbc:postgresql://svc:%s@db/main"
            .formatted(HARMLESS, BEARER, JDBC));
    texts.put("cause", "password=" + CAUSE + " was not taken");
    texts.put("refusal", "no: " + GITHUB + " expired, password: " + REFUSED);
    texts.put("log", "posting with " + SLACK);
    return texts;
  }
}
