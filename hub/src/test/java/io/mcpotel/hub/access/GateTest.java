// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String ASKED = "GET /api/v1/servers";

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private String send;
  private String read;
  private Gate gate;

  @BeforeEach
  void makeTokens() throws ConfigException {
    String made = Tokens.create("ops");
    send = find("to send  (\\S+)", made);
    read = find("to read  (\\S+)", made);
    String line = find("(ops: \\{.*})", made);
    gate = new Gate(tokens("tokens:\n  " + line + "\n"), lines::add, () -> nanos);
  }

  @Test
  void eachTokenIsForWhatItIsFor() {
    assertEquals(0, status(Right.SEND, "Bearer " + send));
    assertEquals(0, status(Right.READ, "bearer  " + read));
    assertEquals(403, status(Right.READ, "Bearer " + send));
    assertEquals(403, status(Right.SEND, "Bearer " + read));
    assertEquals(401, status(Right.READ, "Bearer " + read + "x"));
    assertEquals(401, status(Right.READ, null));
    assertEquals(401, status(Right.READ, "Bearer"));
    assertNotEquals(send, read);
  }

  @Test
  void aBrowserGivesTheTokenAsThePasswordOfAnyName() {
    assertEquals(0, status(Right.READ, basic("anybody:" + read)));
    assertEquals(0, status(Right.READ, basic(":" + read)));
    assertEquals(401, status(Right.READ, basic(read + ":")));
    assertEquals(401, status(Right.READ, basic(read)));
    assertEquals(401, status(Right.READ, "Basic ?"));
  }

  @Test
  void tooManyWrongTokensOfAnAddressAreRefusedForAMinuteAndRightOnesAreLetIn() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals(401, status(Right.READ, "Bearer wrong" + i));
    }
    nanos += TimeUnit.SECONDS.toNanos(20);
    Refusal refusal = refusal(Right.READ, "Bearer wrong", "10.0.0.7").orElseThrow();
    assertEquals(429, refusal.status());
    assertEquals(40, refusal.retryAfterSeconds());
    assertEquals(0, status(Right.READ, "Bearer " + read));
    assertEquals(401, refusal(Right.READ, "Bearer wrong", "10.0.0.8").orElseThrow().status());

    nanos += TimeUnit.SECONDS.toNanos(40);
    assertEquals(401, status(Right.READ, "Bearer wrong"));
  }

  @Test
  void theLineOfARejectedTokenSaysWhoAskedForWhatAndNotTheToken() {
    status(Right.READ, "Bearer my-secret");
    status(Right.READ, "Bearer " + send);
    assertEquals(
        List.of(
            "10.0.0.7 asked for GET /api/v1/servers and was rejected: with a wrong token",
            "10.0.0.7 asked for GET /api/v1/servers and was rejected:"
                + " with a token that is not for it"),
        lines);
  }

  @Test
  void manyAddressesFillNeitherTheMemoryNorTheLog() throws Exception {
    FailedTokens failed = new FailedTokens(() -> nanos);
    for (int i = 0; i < 10_000; i++) {
      failed.add(InetAddress.getByAddress(new byte[] {10, 0, (byte) (i >> 8), (byte) i}));
      refusal(Right.SEND, null, "10.0.0." + i % 256);
    }
    assertEquals(FailedTokens.MOST_ADDRESSES, failed.addresses());
    assertEquals(AuditLog.MOST_A_MINUTE, lines.size());

    nanos += TimeUnit.MINUTES.toNanos(1);
    refusal(Right.SEND, null, "10.0.0.7");
    assertTrue(lines.get(30).startsWith("9970 more were rejected"), lines.get(30));
  }

  @Test
  void allAddressesOfANetworkOfIpv6AreOne() throws Exception {
    for (int i = 0; i < 10; i++) {
      refusal(Right.READ, "Bearer wrong", "2001:db8::" + (1 + i));
    }
    Refusal refusal = refusal(Right.READ, "Bearer wrong", "2001:db8::ffff").orElseThrow();
    assertEquals(429, refusal.status());
    assertEquals(
        401, refusal(Right.READ, "Bearer wrong", "2001:db8:0:1::1").orElseThrow().status());
  }

  @Test
  void whatIsNoHashIsSaidToBeSoWithoutShowingIt() {
    ConfigFile file = file("tokens:\n  a: {send: my-secret}\n  b: {}\n  c: {raed: x}\n");
    Tokens.read(file.fields());
    List<String> messages = assertThrows(ConfigException.class, file::finish).messages();
    assertEquals(4, messages.size(), messages::toString);
    assertTrue(
        messages.get(0).startsWith("hub.yaml:2: tokens.a.send has to be the hash of a token"));
    assertFalse(messages.toString().contains("my-secret"));
    assertEquals(
        "hub.yaml:3: tokens.b has to have a send or a read token, or both", messages.get(1));
    assertEquals("hub.yaml:4: there is no key tokens.c.raed: did you mean read?", messages.get(3));
    assertThrows(IllegalArgumentException.class, () -> Tokens.create("a: b"));
  }

  private int status(Right right, String authorization) {
    try {
      return refusal(right, authorization, "10.0.0.7").map(Refusal::status).orElse(0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private Optional<Refusal> refusal(Right right, String authorization, String from)
      throws UnknownHostException {
    return gate.refusal(right, authorization, InetAddress.getByName(from), ASKED);
  }

  private static Tokens tokens(String text) throws ConfigException {
    ConfigFile file = file(text);
    Tokens tokens = Tokens.read(file.fields());
    file.finish();
    return tokens;
  }

  private static ConfigFile file(String text) {
    return ConfigFile.of(Path.of("hub.yaml"), text, Map.of());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String find(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }
}
