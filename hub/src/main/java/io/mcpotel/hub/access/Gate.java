// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Who may come in with what token, over HTTP and over gRPC. */
public final class Gate {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final Tokens tokens;
  private final FailedTokens failed;
  private final AuditLog audit;

  public Gate(Tokens tokens) {
    this(tokens, line -> System.err.println("[mcp-otel-hub] " + line), System::nanoTime);
  }

  Gate(Tokens tokens, Consumer<String> lines, LongSupplier nanos) {
    this.tokens = tokens;
    failed = new FailedTokens(nanos);
    audit = new AuditLog(lines, nanos);
  }

  /** For a machine's own processes. */
  public static Gate open() {
    return new Gate(Tokens.none());
  }

  /**
   * Why one may not come in. A right token is let in whatever came from its address before: behind
   * that may be many agents, of which one has an old token.
   *
   * @param authorization the header or metadata of that name, or null
   * @param asked what is asked for, which is in the line that is written
   */
  public Optional<Refusal> refusal(
      Right right, String authorization, InetAddress from, String asked) {
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    String token = token(authorization);
    if (token == null) {
      audit.write(from.getHostAddress(), asked, "without a token");
      return Optional.of(Refusal.missing(right));
    }
    Set<Right> rights = tokens.rights(token);
    if (rights.contains(right)) {
      return Optional.empty();
    }
    if (!rights.isEmpty()) {
      audit.write(from.getHostAddress(), asked, "with a token that is not for it");
      return Optional.of(Refusal.forOther(right));
    }
    FailedTokens.Failures failures = failed.add(from);
    if (failures.areTooMany()) {
      return Optional.of(Refusal.tooMany(failures.seconds()));
    }
    audit.write(from.getHostAddress(), asked, "with a wrong token");
    return Optional.of(Refusal.wrong());
  }

  /** Of {@code Bearer}, or the password of {@code Basic}, which is what browsers ask for. */
  private static String token(String authorization) {
    if (authorization == null) {
      return null;
    }
    String scheme = authorization.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return authorization.substring(BEARER.length()).strip();
    }
    if (!scheme.startsWith(BASIC)) {
      return null;
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(BASIC.length()).strip());
      String pair = new String(decoded, StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? null : pair.substring(colon + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
