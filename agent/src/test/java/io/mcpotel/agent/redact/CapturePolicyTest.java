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

  private final CapturePolicy disclosure = disclosure("");

  @Test
  void nameIsCutTo128Characters() {
    assertEquals("x".repeat(128), disclosure.name(HUGE));
    assertEquals("say [redacted:github]", disclosure.name("say " + TOKEN));
    String brink = disclosure.name("x".repeat(100) + " " + TOKEN + HUGE);
    assertTrue(brink.length() <= 128 && !brink.contains("ghp_"), brink);
    for (String strange : List.of("no more characters]", "…[cut: 5 more characters]", "")) {
      assertEquals(strange, disclosure.name(strange));
    }
  }

  @Test
  void wordsOfAPeerAreCutWithAMarkAndHaveNoSecret() {
    String cut = disclosure.words(HUGE, Bounds.PEER);
    assertEquals("x".repeat(256) + "…[cut: 9999744 more characters]", cut);
    assertEquals(
        "cli [redacted:github] [redacted:email]",
        disclosure.words("cli " + TOKEN + " bob@example.com", Bounds.PEER));
    assertFalse(disclosure.words("x".repeat(240) + " " + TOKEN, Bounds.PEER).contains("ghp_"));
    assertNull(disclosure.words(null, Bounds.PEER));
  }

  @Test
  void whatHasNoSecretIsTheVerySameText() {
    for (String harmless :
        List.of("claude-desktop", "1.2.3", UUID.randomUUID().toString(), "a1b2c3d4-17", "42")) {
      assertSame(harmless, disclosure.words(harmless, Bounds.ID));
      assertSame(harmless, disclosure.name(harmless));
    }
    String uri = "file:///home/ann/notes.md";
    assertSame(uri, disclosure.uri(uri));
  }

  @Test
  void idIsKeptAsItIsUnlessItIsTooLong() {
    assertEquals(7, RequestId.kept(7, disclosure));
    assertSame("req-1", RequestId.kept("req-1", disclosure));
    assertEquals("[redacted:github]", RequestId.shown(TOKEN, disclosure));
    assertEquals("7", RequestId.shown(7L, disclosure));
    assertNull(RequestId.shown(RequestId.kept(null, disclosure), disclosure));

    Object kept = RequestId.kept(HUGE, disclosure);
    assertEquals("x".repeat(256) + "…[cut: 9999744 more characters]", kept);
    assertEquals(kept, RequestId.shown(kept, disclosure));
    Object ofTokens = RequestId.kept((TOKEN + " ").repeat(9), disclosure);
    assertEquals("[redacted:github] ".repeat(9), ofTokens);
    assertEquals(ofTokens, RequestId.shown(ofTokens, disclosure));
    assertEquals("[BigInteger]", RequestId.kept(BigInteger.TWO.pow(100_000), disclosure));
    assertEquals("[MapN]", RequestId.kept(Map.of("a", HUGE, "b", HUGE), disclosure));
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
    assertEquals(shown, disclosure.uri(uri));
  }

  @Test
  void uriIsShownAsTheUserSays() {
    String uri = "test://bob:pw@host/manual?token=queryTok-9944&page=7";
    assertEquals(
        "test://[redacted:userinfo]@host/manual?token=[redacted:key]&page=7",
        disclosure("capture.uri=full").uri(uri));
    assertNull(disclosure("capture.uri=none").uri(uri));
    assertEquals("test://host/manual", disclosure("capture.uri=some").uri(uri));
  }

  @Test
  void uriIsCut() {
    assertEquals(
        "test:/" + "x".repeat(2_042) + "…[cut: 9997958 more characters]",
        disclosure.uri("test:/" + HUGE));
    assertEquals("a://", disclosure.uri("a://" + "pw".repeat(1_000_000) + "@host/"));
    assertEquals("a://", disclosure.uri("a://?" + HUGE));
    String shortened = disclosure.uri("a:/" + (TOKEN + "/").repeat(100) + "?name=Ann");
    assertFalse(shortened.contains("Ann"), shortened);
  }

  @Test
  void refusalTellsTheReasonAndNothingOfTheMessage() {
    String format = "Invalid message format: ";
    String quoting = format + "Cannot deserialize JSONRPCMessage: {\"foo\":\"MARK\"}";
    assertEquals(format + "Cannot deserialize JSONRPCMessage", disclosure.refusal(quoting));
    assertEquals(
        format + "Unrecognized token",
        disclosure.refusal(format + "Unrecognized token 'MARK': was expecting (JSON String)"));
    assertEquals(format.trim() + " broken", disclosure.refusal(format + "broken <MARK>"));
    assertEquals("Session not found: s-1", disclosure.refusal("Session not found: s-1"));
    String long1 = disclosure.refusal("Session not found: " + HUGE);
    assertTrue(long1.length() < 600, long1);

    assertNull(disclosure("capture=none").refusal(quoting));
    assertEquals(quoting, disclosure("capture=errors,messages").refusal(quoting));
  }

  private static CapturePolicy disclosure(String own) {
    String properties = own.isEmpty() ? "" : "otel.instrumentation.mcp." + own;
    return new CapturePolicy(Settings.from(Configuration.of(properties)), rule -> {});
  }
}
