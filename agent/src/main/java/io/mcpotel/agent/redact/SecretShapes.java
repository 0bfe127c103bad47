// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Secrets that are known by how they look. Each method is asked at one place of a window, looks a
 * bounded way ahead, and returns what it found or null.
 */
final class SecretShapes {

  /** An e-mail address's first part is not longer. */
  static final int LONGEST_USER = 64;

  private static final int LONGEST_HOST = 255;

  /** What is tried at many places is not tried over long ways. */
  private static final int LONGEST_CHECKED = 256;

  private static final int LONGEST_PART = 1_024;

  /** So much of a known kind of token is enough where the text ends within it. */
  private static final int CUT_OFF = 6;

  /** What looks like an address, such as icon@2x.png, and is a file. */
  private static final Set<String> FILES =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "jar");

  private static final String WORD = "";
  private static final String DASHED = "-_";
  private static final String DOTTED = "-_.";

  /**
   * @param least how many characters follow the prefix
   * @param also the characters that it has beside letters and digits
   * @param known whether nothing else begins like this
   */
  private record Token(String prefix, String rule, int least, String also, boolean known) {}

  private static final Token[][] TOKENS =
      table(
          new Token("AKIA", "aws", 16, WORD, true),
          new Token("ASIA", "aws", 16, WORD, false),
          new Token("ABIA", "aws", 16, WORD, false),
          new Token("ACCA", "aws", 16, WORD, false),
          new Token("ghp_", "github", 20, WORD, true),
          new Token("gho_", "github", 20, WORD, true),
          new Token("ghu_", "github", 20, WORD, true),
          new Token("ghs_", "github", 20, WORD, true),
          new Token("ghr_", "github", 20, WORD, true),
          new Token("github_pat_", "github", 20, "_", true),
          new Token("glpat-", "gitlab", 16, DOTTED, true),
          new Token("glptt-", "gitlab", 16, DASHED, true),
          new Token("gldt-", "gitlab", 16, DASHED, true),
          new Token("glrt-", "gitlab", 16, DOTTED, true),
          new Token("xoxa-", "slack", 8, DASHED, true),
          new Token("xoxb-", "slack", 8, DASHED, true),
          new Token("xoxc-", "slack", 8, DASHED, true),
          new Token("xoxd-", "slack", 8, DASHED, true),
          new Token("xoxe-", "slack", 8, DASHED, true),
          new Token("xoxe.", "slack", 8, DASHED, true),
          new Token("xoxo-", "slack", 8, DASHED, true),
          new Token("xoxp-", "slack", 8, DASHED, true),
          new Token("xoxr-", "slack", 8, DASHED, true),
          new Token("xoxs-", "slack", 8, DASHED, true),
          new Token("xapp-", "slack", 8, DASHED, true),
          new Token("AIza", "google", 30, DASHED, true),
          new Token("ya29.", "google", 16, DOTTED, true),
          new Token("GOCSPX-", "google", 16, DASHED, true),
          new Token("sk_live_", "stripe", 10, WORD, true),
          new Token("sk_test_", "stripe", 10, WORD, true),
          new Token("rk_live_", "stripe", 10, WORD, true),
          new Token("rk_test_", "stripe", 10, WORD, true),
          new Token("whsec_", "stripe", 16, "+/=", true),
          new Token("sk-proj-", "openai", 16, DASHED, true),
          new Token("sk-ant-", "anthropic", 16, DASHED, true),
          new Token("sk-or-v1-", "openrouter", 16, DASHED, true),
          new Token("sk-", "openai", 20, DASHED, false),
          new Token("gsk_", "groq", 20, WORD, false),
          new Token("npm_", "npm", 20, WORD, false),
          new Token("pypi-", "pypi", 32, DASHED, false),
          new Token("hf_", "huggingface", 20, WORD, false),
          new Token("SK", "twilio", 32, WORD, false),
          new Token("dop_v1_", "digitalocean", 32, WORD, true),
          new Token("doo_v1_", "digitalocean", 32, WORD, true),
          new Token("dor_v1_", "digitalocean", 32, WORD, true),
          new Token("shpat_", "shopify", 24, WORD, true),
          new Token("shpca_", "shopify", 24, WORD, true),
          new Token("shppa_", "shopify", 24, WORD, true),
          new Token("shpss_", "shopify", 24, WORD, true),
          new Token("dapi", "databricks", 32, "-", false),
          new Token("hvs.", "vault", 20, DASHED, true),
          new Token("hvb.", "vault", 20, DASHED, true),
          new Token("hvr.", "vault", 20, DASHED, true),
          new Token("glsa_", "grafana", 20, "_", false),
          new Token("dckr_pat_", "docker", 16, DASHED, true),
          new Token("PMAK-", "postman", 24, "-", false),
          new Token("lin_api_", "linear", 20, WORD, true));

  private SecretShapes() {}

  private static Token[][] table(Token... tokens) {
    Token[][] table = new Token[128][];
    for (Token token : tokens) {
      int first = token.prefix().charAt(0);
      List<Token> same = new ArrayList<>(table[first] == null ? List.of() : List.of(table[first]));
      same.add(token);
      table[first] = same.toArray(new Token[0]);
    }
    return table;
  }

  private static final boolean[] PAIRS = pairs();

  private static boolean[] pairs() {
    boolean[] pairs = new boolean[128 * 128];
    for (Token[] tokens : TOKENS) {
      for (Token token : tokens == null ? new Token[0] : tokens) {
        pairs[token.prefix().charAt(0) << 7 | token.prefix().charAt(1)] = true;
      }
    }
    for (String pair : "ey SG be bE Be BE ba bA Ba BA da".split(" ")) {
      pairs[pair.charAt(0) << 7 | pair.charAt(1)] = true;
    }
    // Discord's have nothing in common but their first letter.
    for (char c = '0'; c <= 'z'; c++) {
      pairs['M' << 7 | c] |= isAlphanumeric(c);
      pairs['N' << 7 | c] |= isAlphanumeric(c);
      pairs['O' << 7 | c] |= isAlphanumeric(c);
    }
    return pairs;
  }

  static boolean beginsWord(char c) {
    return TOKENS[c] != null || "eMNObBd".indexOf(c) >= 0;
  }

  /** Whether a word with these first letters may be one of the secrets. */
  static boolean beginsWord(char first, char second) {
    return second < 128 && PAIRS[first << 7 | second];
  }

  /** At the first letter of a word. */
  static Finding word(Window window, int at) {
    char first = window.chars[at];
    if (TOKENS[first] != null) {
      for (Token token : TOKENS[first]) {
        if (window.startsWith(token.prefix(), at)) {
          int end = token(window, at, token);
          if (end >= 0) {
            return Finding.secret(token.rule(), window.inText(at), endInText(window, end, DOTTED));
          }
        }
      }
    }
    return switch (first) {
      case 'e' -> jwt(window, at);
      case 'M', 'N', 'O' -> discord(window, at);
      case 'S' -> sendGrid(window, at);
      case 'b', 'B' -> credentials(window, at);
      case 'd' -> dataUri(window, at);
      default -> null;
    };
  }

  private static int token(Window window, int at, Token token) {
    int start = at + token.prefix().length();
    int end = run(window, start, Math.min(window.length, start + LONGEST_CHECKED), token.also());
    int size = end - start;
    if (token.known() && end == window.length && size >= CUT_OFF) {
      return end;
    }
    if (size < token.least()) {
      return -1;
    }
    if (!token.known() && !isMixed(window, start, end)) {
      return -1;
    }
    boolean exact = token.rule().equals("twilio") || token.rule().equals("aws");
    return exact && size > token.least() + 4 ? -1 : run(window, end, token.also());
  }

  /** Whether some part between dashes is long and has letters and digits: no name has. */
  private static boolean isMixed(Window window, int start, int end) {
    int letters = 0;
    int digits = 0;
    for (int i = start; i < end; i++) {
      char c = window.chars[i];
      if (c >= '0' && c <= '9') {
        digits++;
      } else if (isAlphanumeric(c)) {
        letters++;
      } else {
        letters = 0;
        digits = 0;
      }
      if (digits > 0 && letters > 0 && digits + letters >= 12) {
        return true;
      }
    }
    return false;
  }

  private static Finding jwt(Window window, int at) {
    if (!window.startsWith("eyJ", at)) {
      return null;
    }
    int dot = run(window, at, Math.min(window.length, at + LONGEST_PART), DASHED);
    if (dot - at < 10 || dot == window.length || window.chars[dot] != '.') {
      return null;
    }
    int end = run(window, dot + 1, DOTTED);
    if (end - dot < 5 && end < window.length) {
      return null;
    }
    return Finding.secret("jwt", window.inText(at), endInText(window, end, DOTTED));
  }

  private static Finding discord(Window window, int at) {
    int first = run(window, at, DASHED);
    if (first - at < 23 || first - at > 28 || !isDot(window, first)) {
      return null;
    }
    int second = run(window, first + 1, DASHED);
    if (second - first != 7 || !isDot(window, second)) {
      return null;
    }
    int end = run(window, second + 1, DASHED);
    return end - second < 26
        ? null
        : Finding.secret("discord", window.inText(at), endInText(window, end, DASHED));
  }

  private static Finding sendGrid(Window window, int at) {
    if (!window.startsWith("SG.", at)) {
      return null;
    }
    int second = run(window, at + 3, DASHED);
    if (second - at < 16 || !isDot(window, second)) {
      return null;
    }
    int end = run(window, second + 1, DASHED);
    return end - second < 16
        ? null
        : Finding.secret("sendgrid", window.inText(at), endInText(window, end, DASHED));
  }

  private static boolean isDot(Window window, int at) {
    return at < window.length && window.chars[at] == '.';
  }

  /** {@code Bearer …} and {@code Basic …}, of which the scheme stays. */
  private static Finding credentials(Window window, int at) {
    boolean bearer = window.startsWithIgnoringCase("bearer", at);
    if (!bearer && !window.startsWithIgnoringCase("basic", at)) {
      return null;
    }
    int space = at + (bearer ? 6 : 5);
    int start = space;
    while (start < window.length && isSpaceOrPlus(window.chars[start], start - space)) {
      start++;
    }
    if (start == space) {
      return null;
    }
    int end = start;
    while (end < window.length && isCredential(window.chars[end])) {
      end++;
    }
    if (!(bearer ? isBearer(window, start, end) : isBasic(window, start, end))) {
      return null;
    }
    return Finding.secret(
        bearer ? "bearer" : "basic", window.inText(start), endInText(window, end, "-._~+/="));
  }

  private static boolean isSpaceOrPlus(char c, int before) {
    return c == ' ' || c == '\t' || c == '+' && before == 0;
  }

  private static boolean isCredential(char c) {
    return Binary.isBase64(c) || c == '.' || c == '~' || c == ':' || c == '|';
  }

  private static boolean isBearer(Window window, int start, int end) {
    int size = end - start;
    if (size < 4 || isParameter(window, start, end)) {
      return false;
    }
    boolean mixed = false;
    for (int i = start; i < end; i++) {
      char c = window.chars[i];
      mixed |= c >= '0' && c <= '9' || c == '_' || c == '=' || c == '+' || c == '|';
      mixed |= i > start && c >= 'A' && c <= 'Z' && window.chars[i - 1] >= 'a';
    }
    return mixed || size >= 20;
  }

  /** {@code realm="…"}: a challenge, and no credentials. */
  private static boolean isParameter(Window window, int start, int end) {
    int i = start;
    while (i < end
        && (window.chars[i] >= 'a' && window.chars[i] <= 'z' || window.chars[i] == '_')) {
      i++;
    }
    return i == end - 1 && window.chars[i] == '=' && window.startsWith("\"", end);
  }

  private static boolean isBasic(Window window, int start, int end) {
    int size = (end - start) / 4 * 4;
    if (size < 4) {
      return false;
    }
    size = Math.min(size, 512);
    try {
      for (byte decoded : Base64.getDecoder().decode(window.string(start, start + size))) {
        if (decoded == ':') {
          return true;
        }
      }
    } catch (IllegalArgumentException e) {
      return false;
    }
    return size >= 12 && (window.chars[end - 1] == '=' || isMixed(window, start, end));
  }

  private static Finding dataUri(Window window, int at) {
    if (!window.startsWith("data:", at)) {
      return null;
    }
    int most = Math.min(window.length, at + 160);
    int comma = at + 5;
    while (comma < most && window.chars[comma] != ',' && window.chars[comma] > ' ') {
      comma++;
    }
    if (comma >= most || comma < at + 12 || !window.startsWith(";base64", comma - 7)) {
      return null;
    }
    String type = window.string(at + 5, comma - 7);
    int semicolon = type.indexOf(';');
    int start = window.inText(comma + 1);
    int end = Binary.endOfRun(window.text, start);
    while (end + 1 < window.text.length()
        && window.text.charAt(end) == '\\'
        && window.text.charAt(end + 1) == '/') {
      end = Binary.endOfRun(window.text, end + 1);
    }
    String mark =
        Binary.mark(
            semicolon < 0 ? type : type.substring(0, semicolon),
            Binary.bytes(window.text, start, end));
    return new Finding(window.inText(at), end, "binary", "", mark);
  }

  /** At the first digit of a run. */
  static Finding digits(Window window, int at) {
    Finding card = card(window, at);
    return card == null ? telegram(window, at) : card;
  }

  private static Finding telegram(Window window, int at) {
    int colon = at;
    while (colon < window.length && isDigit(window.chars[colon])) {
      colon++;
    }
    if (colon - at < 8 || colon - at > 10 || !window.startsWith(":AA", colon)) {
      return null;
    }
    int end = run(window, colon + 1, DASHED);
    return end - colon < 31
        ? null
        : Finding.secret("telegram", window.inText(at), endInText(window, end, DASHED));
  }

  private static Finding card(Window window, int at) {
    if (at > 1 && window.chars[at - 1] == '.' && isDigit(window.chars[at - 2])) {
      return null;
    }
    char separator = 0;
    int count = 0;
    int group = 0;
    int i = at;
    while (i < window.length && count < 20) {
      char c = window.chars[i];
      if (isDigit(c)) {
        count++;
        group++;
        i++;
        if (i < window.length && isDigit(window.chars[i])) {
          continue;
        }
        if (count >= 13 && count <= 19 && endsNumber(window, i) && isCard(window, at, i, count)) {
          return Finding.secret("card", window.inText(at), window.inText(i));
        }
      } else {
        boolean next = i + 1 < window.length && isDigit(window.chars[i + 1]);
        boolean grouped = separator == 0 ? group == 4 : c == separator && group >= 3;
        if (!next || !grouped || c != ' ' && c != '-' && c != '\u00a0') {
          return null;
        }
        separator = c;
        group = 0;
        i++;
      }
    }
    return null;
  }

  private static boolean endsNumber(Window window, int at) {
    if (at == window.length) {
      return true;
    }
    char c = window.chars[at];
    return !isAlphanumeric(c)
        && !(c == '.' && at + 1 < window.length && isDigit(window.chars[at + 1]));
  }

  private static boolean isCard(Window window, int start, int end, int count) {
    int sum = 0;
    int prefix = 0;
    int seen = 0;
    for (int i = start; i < end; i++) {
      if (isDigit(window.chars[i])) {
        int digit = window.chars[i] - '0';
        if (seen < 4) {
          prefix = prefix * 10 + digit;
        }
        int weighed = (count - seen) % 2 == 0 ? digit * 2 : digit;
        sum += weighed > 9 ? weighed - 9 : weighed;
        seen++;
      }
    }
    return sum % 10 == 0 && isIssued(prefix, count);
  }

  /** By the issuers' first four digits. */
  private static boolean isIssued(int prefix, int count) {
    int two = prefix / 100;
    if (two >= 40 && two <= 49) {
      return count == 13 || count == 16 || count == 19;
    }
    if (two >= 51 && two <= 55 || prefix >= 2200 && prefix <= 2204) {
      return count == 16;
    }
    if (prefix >= 2221 && prefix <= 2720) {
      return count == 16;
    }
    if (two == 34 || two == 37) {
      return count == 15;
    }
    if (two == 36 || two == 38 || two == 39 || prefix >= 3000 && prefix <= 3059) {
      return count >= 14;
    }
    if (prefix == 5018 || prefix == 5020 || prefix == 5038 || prefix == 5893 || prefix == 6304) {
      return true;
    }
    boolean discover = prefix == 6011 || prefix >= 6440 && prefix <= 6599;
    boolean others = two == 62 || two == 67 || prefix >= 3528 && prefix <= 3589;
    return (discover || others) && count >= 16;
  }

  /** At the colon of {@code ://}. */
  static Finding userInfo(Window window, int colon) {
    int start = colon + 3;
    int at = -1;
    int port = -1;
    int i = start;
    boolean host = true;
    int most = Math.min(window.length, start + LONGEST_PART);
    while (i < most && !endsUri(window.chars[i])) {
      char c = window.chars[i];
      if (host && (c == '/' || c == '?' || c == '#')) {
        if (at >= 0 || port < 0 || i == port + 1 || areDigits(window, port + 1, i)) {
          break;
        }
        // A password may have these in it, if no one escaped them.
        host = false;
      }
      if (c == '@') {
        at = i;
        if (!host) {
          break;
        }
      } else if (c == ':' && at < 0 && port < 0) {
        port = i;
      }
      i++;
    }
    if (window.startsWith("[", start)) {
      return null;
    }
    if (at < 0) {
      boolean cutOff = i == window.length && host && port > 0 && i - port > 4;
      if (!cutOff || areDigits(window, port + 1, i) || window.startsWith(":port", port)) {
        return null;
      }
      at = i;
    }
    // The user of every repository that is reached with SSH.
    boolean nobody = at == start || at - start == 3 && window.startsWith("git@", start);
    return nobody
        ? null
        : Finding.secret(
            "userinfo",
            window.inText(start),
            at == window.length ? endInText(window, at, "-._~+/=:!$*") : window.inText(at));
  }

  private static boolean endsUri(char c) {
    return c <= ' ' || c == '"' || c == '<' || c == '>' || c == '`' || c == '\u00a0';
  }

  private static boolean areDigits(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!isDigit(window.chars[i])) {
        return false;
      }
    }
    return true;
  }

  /** At the @ of an address. */
  static Finding email(Window window, int at) {
    int start = at;
    while (start > 0 && at - start < LONGEST_USER && isUser(window.chars[start - 1])) {
      start--;
    }
    while (start < at && window.chars[start] == '.') {
      start++;
    }
    int end = at + 1;
    int dot = -1;
    while (end < window.length && end - at < LONGEST_HOST && isHost(window.chars[end])) {
      if (window.chars[end] == '.') {
        dot = end;
      }
      end++;
    }
    while (end > at + 1 && (window.chars[end - 1] == '.' || window.chars[end - 1] == '-')) {
      end--;
      if (dot == end) {
        dot = lastDot(window, at, end);
      }
    }
    // No top-level domain has digits: a sentence goes on with them.
    while (dot > at && hasDigit(window, dot + 1, end)) {
      end = dot;
      dot = lastDot(window, at, end);
    }
    boolean git = at - start == 3 && window.startsWith("git@", start);
    if (start == at || dot <= at + 1 || end - dot < 3 || git) {
      return null;
    }
    String ending = window.string(dot + 1, end);
    return FILES.contains(ending)
        ? null
        : Finding.secret("email", window.inText(start), window.inText(end));
  }

  private static boolean hasDigit(Window window, int start, int end) {
    for (int i = start; i < end; i++) {
      if (isDigit(window.chars[i])) {
        return !window.startsWith("xn--", start);
      }
    }
    return false;
  }

  private static int lastDot(Window window, int at, int end) {
    int dot = end - 1;
    while (dot > at && window.chars[dot] != '.') {
      dot--;
    }
    return dot > at ? dot : -1;
  }

  static boolean isUser(char c) {
    return isAlphanumeric(c)
        || c > 0x7f && Character.isLetter(c)
        || c == '.'
        || c == '_'
        || c == '+'
        || c == '-'
        || c == '%';
  }

  private static boolean isHost(char c) {
    return isAlphanumeric(c)
        || c == '.'
        || c == '-'
        || c == '_'
        || c > 0x7f && Character.isLetter(c);
  }

  /** At the first dash of a block of PEM; one that has no end ends with what can be in it. */
  static Finding privateKey(Window window, int at) {
    if (!window.startsWith("-----BEGIN ", at)) {
      return null;
    }
    int title = at + 11;
    int i = title;
    while (i < window.length && i - title < 60 && window.chars[i] != '-') {
      i++;
    }
    if (!window.string(title, i).contains("PRIVATE KEY")) {
      return null;
    }
    while (i < window.length && isInPem(window.chars[i])) {
      if (window.startsWith("-----END", i)) {
        i += 8;
        while (i < window.length && (isAlphanumeric(window.chars[i]) || window.chars[i] == ' ')) {
          i++;
        }
        while (i < window.length && window.chars[i] == '-') {
          i++;
        }
        return Finding.secret("private-key", window.inText(at), window.inText(i));
      }
      i++;
    }
    int end = window.inText(i);
    if (i == window.length) {
      while (end < window.text.length()
          && (isInPem(window.text.charAt(end)) || window.text.charAt(end) == '\\')) {
        end++;
      }
    }
    return Finding.secret("private-key", window.inText(at), end);
  }

  private static boolean isInPem(char c) {
    return Binary.isBase64(c)
        || c == ' '
        || c == '\n'
        || c == '\r'
        || c == '\t'
        || c == ':'
        || c == ','
        || c == '.'
        || c == '(';
  }

  /** Where a run ends that goes on where the window ends. */
  static int endInText(Window window, int end, String also) {
    int place = window.inText(end);
    if (end == window.length) {
      while (place < window.text.length() && isIn(window.text.charAt(place), also)) {
        place++;
      }
    }
    return place;
  }

  private static int run(Window window, int start, String also) {
    return run(window, start, window.length, also);
  }

  private static int run(Window window, int start, int most, String also) {
    int end = start;
    while (end < most && isIn(window.chars[end], also)) {
      end++;
    }
    return end;
  }

  private static boolean isIn(char c, String also) {
    return isAlphanumeric(c) || also.indexOf(c) >= 0;
  }

  static boolean isAlphanumeric(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
