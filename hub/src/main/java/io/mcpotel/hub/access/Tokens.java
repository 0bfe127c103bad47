// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Who may send and who may read: of each token, the file and the hub know only its hash. */
public final class Tokens {

  private static final Pattern HASH = Pattern.compile("sha256:([0-9a-fA-F]{64})");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final int RANDOM_BYTES = 32;

  private final List<Token> tokens;
  private final int names;

  private Tokens(List<Token> tokens, int names) {
    this.tokens = List.copyOf(tokens);
    this.names = names;
  }

  public static Tokens none() {
    return new Tokens(List.of(), 0);
  }

  public static Tokens read(Fields top) {
    List<Token> tokens = new ArrayList<>();
    Map<String, Value> entries = top.value("tokens").entries();
    entries.forEach(
        (name, value) -> {
          Fields fields = value.fields();
          boolean isEmpty = true;
          for (Right right : Right.values()) {
            Value hash = fields.value(right.key());
            isEmpty &= !hash.isPresent();
            hash(hash).ifPresent(bytes -> tokens.add(new Token(right, bytes)));
          }
          if (isEmpty) {
            value.wrong("has to have a send or a read token, or both");
          }
        });
    return new Tokens(tokens, entries.size());
  }

  public boolean isEmpty() {
    return names == 0;
  }

  /** What the presented one is for; each is compared, so that the time tells nothing. */
  Set<Right> rights(String presented) {
    byte[] hash = sha256(presented);
    Set<Right> rights = EnumSet.noneOf(Right.class);
    for (Token token : tokens) {
      if (MessageDigest.isEqual(token.hash(), hash)) {
        rights.add(token.right());
      }
    }
    return rights;
  }

  public List<String> summary() {
    return List.of(
        isEmpty()
            ? "no tokens: whoever is on this machine may send and read"
            : "tokens of " + names + (names == 1 ? " name" : " names") + ", needed by everybody");
  }

  /** Two new ones, which are shown this once, and their line for the file. */
  public static String create(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name is a letter or digit and up to 63 of those and ._@-, and was " + name);
    }
    String send = random();
    String read = random();
    return """
    The tokens of %s, which are shown this once:
      to send  %s
      to read  %s
    Their line in hub.yaml, below tokens:
      %s: {send: "sha256:%s", read: "sha256:%s"}
    """
        .formatted(name, send, read, name, hex(send), hex(read));
  }

  /** The message does not show it, for it may be the token itself. */
  private static Optional<byte[]> hash(Value value) {
    String text = value.text(null);
    if (text == null) {
      return Optional.empty();
    }
    var matcher = HASH.matcher(text);
    if (!matcher.matches()) {
      value.wrong(
          "has to be the hash of a token, sha256: and 64 hexadecimal digits:"
              + " `java -jar mcp-otel-hub.jar token NAME` makes a token and its hash");
      return Optional.empty();
    }
    return Optional.of(HexFormat.of().parseHex(matcher.group(1)));
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hex(String token) {
    return HexFormat.of().formatHex(sha256(token));
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
  }

  private record Token(Right right, byte[] hash) {}
}
