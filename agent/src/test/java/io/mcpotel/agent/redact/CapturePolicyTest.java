// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.core.RequestId;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of that which a peer chooses. */
class CapturePolicyTest {

  private static final String TOKEN = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a";
  private static final String HUGE = "x".repeat(10_000_000);

  private final CapturePolicy policy = policy("");

  @Test
  void nameIsCutTo128Characters() {
    assertEquals("x".repeat(128), policy.name(HUGE));
    assertEquals("say [redacted:github]", policy.name("say " + TOKEN));
    String brink = policy.name("x".repeat(100) + " " + TOKEN + HUGE);
    assertTrue(brink.length() <= 128 && !brink.contains("ghp_"), brink);
    for (String strange : List.of("no more characters]", "…[cut: 5 more characters]", "")) {
      assertEquals(strange, policy.name(strange));
    }
  }

  @Test
  void wordsOfAPeerAreCutWithAMarkAndHaveNoSecret() {
    String cut = policy.words(HUGE, Bounds.PEER);
    assertEquals("x".repeat(256) + "…[cut: 9999744 more characters]", cut);
    assertEquals(
        "cli [redacted:github] [redacted:email]",
        policy.words("cli " + TOKEN + " bob@example.com", Bounds.PEER));
    assertFalse(policy.words("x".repeat(240) + " " + TOKEN, Bounds.PEER).contains("ghp_"));
    assertNull(policy.words(null, Bounds.PEER));
  }

  @Test
  void whatHasNoSecretIsTheVerySameText() {
    for (String harmless :
        List.of("claude-desktop", "1.2.3", UUID.randomUUID().toString(), "a1b2c3d4-17", "42")) {
      assertSame(harmless, policy.words(harmless, Bounds.ID));
      assertSame(harmless, policy.name(harmless));
    }
    String uri = "file:///home/ann/notes.md";
    assertSame(uri, policy.uri(uri));
  }

  @Test
  void idIsKeptAsItIsUnlessItIsTooLong() {
    assertEquals(7, RequestId.kept(7, policy));
    assertSame("req-1", RequestId.kept("req-1", policy));
    assertEquals("[redacted:github]", RequestId.shown(TOKEN, policy));
    assertEquals("7", RequestId.shown(7L, policy));
    assertNull(RequestId.shown(RequestId.kept(null, policy), policy));

    Object kept = RequestId.kept(HUGE, policy);
    assertEquals("x".repeat(256) + "…[cut: 9999744 more characters]", kept);
    assertEquals(kept, RequestId.shown(kept, policy));
    Object ofTokens = RequestId.kept((TOKEN + " ").repeat(9), policy);
    assertEquals("[redacted:github] ".repeat(9), ofTokens);
    assertEquals(ofTokens, RequestId.shown(ofTokens, policy));
    assertEquals("[BigInteger]", RequestId.kept(BigInteger.TWO.pow(100_000), policy));
    assertEquals("[MapN]", RequestId.kept(Map.of("a", HUGE, "b", HUGE), policy));
  }

  @ParameterizedTest
  @CsvSource({
    "test://bob:pw@host/manual?token=1#part, test://host/manual",
    "test://host/a@b?c@d, test://host/a@b",
    "file:///a/b, file:///a/b",
    "urn:isbn:1#top, urn:isbn:1",
    "/etc/passwd?x, /etc/passwd",
    "?x, ''",
    "a:///b@c, a:///b@c",
    "test://u:p@v@host, test://host",
  })
  void uriIsShownWithoutUserQueryAndFragment(String uri, String shown) {
    assertEquals(shown, policy.uri(uri));
  }

  @Test
  void uriIsShownAsTheUserSays() {
    String uri = "test://bob:pw@host/manual?token=queryTok-9944&page=7";
    assertEquals(
        "test://[redacted:userinfo]@host/manual?token=[redacted:key]&page=7",
        policy("capture.uri=full").uri(uri));
    assertNull(policy("capture.uri=none").uri(uri));
    assertEquals("test://host/manual", policy("capture.uri=some").uri(uri));
  }

  @Test
  void uriIsCut() {
    assertEquals(
        "test:/" + "x".repeat(2_042) + "…[cut: 9997958 more characters]",
        policy.uri("test:/" + HUGE));
    assertEquals("a://", policy.uri("a://" + "pw".repeat(1_000_000) + "@host/"));
    assertEquals("a://", policy.uri("a://?" + HUGE));
    String shortened = policy.uri("a:/" + (TOKEN + "/").repeat(100) + "?name=Ann");
    assertFalse(shortened.contains("Ann"), shortened);
  }

  @Test
  void refusalTellsTheReasonAndNothingOfTheMessage() {
    String format = "Invalid message format: ";
    String quoting = format + "Cannot deserialize JSONRPCMessage: {\"foo\":\"MARK\"}";
    assertEquals(format + "Cannot deserialize JSONRPCMessage", policy.refusal(quoting));
    assertEquals(
        format + "Unrecognized token",
        policy.refusal(format + "Unrecognized token 'MARK': was expecting (JSON String)"));
    assertEquals(format.trim() + " broken", policy.refusal(format + "broken <MARK>"));
    assertEquals("Session not found: s-1", policy.refusal("Session not found: s-1"));
    String long1 = policy.refusal("Session not found: " + HUGE);
    assertTrue(long1.length() < 600, long1);

    assertNull(policy("capture=none").refusal(quoting));
    assertEquals(quoting, policy("capture=errors,messages").refusal(quoting));
  }

  private static CapturePolicy policy(String own) {
    String properties = own.isEmpty() ? "" : "otel.instrumentation.mcp." + own;
    return new CapturePolicy(Settings.from(Configuration.of(properties)), rule -> {});
  }
}
