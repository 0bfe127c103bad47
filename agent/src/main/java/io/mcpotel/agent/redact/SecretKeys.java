// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells by its name whether a key has a secret for its value, blind to case and separators. */
final class SecretKeys {

  enum Kind {
    HARMLESS,
    /** Harmless alone; with the words before it, it may be a key: "your api key". */
    PART,
    /** A secret in JSON; in prose only if the value looks like one. */
    LIKELY,
    /** Secrets, unless the value is a number: then it says how many. */
    COUNTED,
    /** Only if the value is long and mixed. */
    SIGNATURE,
    SURE,
    /** A header, whose value is all that stands on its line. */
    HEADER
  }

  private static final Set<String> HEADERS =
      Set.of(
          "authorization", "authorisation", "proxyauthorization", "cookie", "setcookie", "cookie2");

  /** Anywhere in the key. */
  private static final String[][] SURE =
      byFirst(
          "password passwd contribsyscom contrasena contraseña seedphrase recoverycode"
              + " recoveryphrase backupcode dbpass userpass passphrase passcode passwort motdepasse secret credential apikey apisecret"
              + " accesskey privatekey signingkey encryptionkey decryptionkey authkey accountkey"
              + " masterkey sharedkey storagekey servicekey subscriptionkey functionskey sshkey"
              + " hmackey aeskey symmetrickey webhookkey clientkey licensekey authorization"
              + " authorisation authtoken accesstoken refreshtoken bearertoken idtoken sessionid"
              + " sessid sessionkey sessiontoken sessioncookie connectionstring connstring connstr"
              + " cardnumber cardnum creditcard debitcard ccnumber ccnum cardpin cardcvv"
              + " securitycode socialsecurity pincode pinnumber ssnnumber signingsecret otpcode");

  /** The word for password where it is written in other letters, anywhere in the key. */
  private static final String[] FOREIGN = {"пароль", "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호"};

  /** What the key is or its last word is. */
  private static final Set<String> LIKELY =
      Set.of(
          "pat",
          "dsn",
          "clave",
          "senha",
          "mnemonic",
          "pass",
          "pwd",
          "pin",
          "cvv",
          "cvv2",
          "cvc",
          "cvc2",
          "ssn",
          "otp",
          "totp",
          "jwt",
          "auth",
          "session",
          "sid",
          "passkey",
          "bearer",
          "cardno");

  /** Places in a list, in a text or in a stream, which open nothing. */
  private static final String[] HARMLESS_TOKENS = {
    "progresstoken",
    "pagetoken",
    "nexttoken",
    "continuationtoken",
    "synctoken",
    "stoptoken",
    "eostoken",
    "bostoken",
    "padtoken",
    "maxtoken",
    "mintoken",
    "pertoken",
    "numtoken",
    "lasttoken",
    "firsttoken",
    "unexpectedtoken",
    "resumetoken",
    "skiptoken"
  };

  private static final String[] COUNTING = {
    "max", "min", "total", "num", "count", "prompt", "completion", "input", "output", "cach",
    "reason", "think", "used", "remain", "budget", "limit", "context", "generat", "stop", "special"
  };

  /** A last word that says the value is something about the secret. */
  private static final Set<String> ABOUT =
      Set.of(
          ("count counts counter type types length size limit limits policy policies expiry expires"
                  + " expiration ttl timeout at enabled required usage endpoint url uri format name"
                  + " names version arn status index rate ratio file path provider scope scopes"
                  + " strategy kind method methods supported budget used remaining max min mode"
                  + " issuer audience java js ts py md txt json yml yaml xml html css kt go rs sh"
                  + " properties conf log class exists valid invalid expired missing present attempts"
                  + " retries age days hours minutes seconds ms lifetime duration manager service"
                  + " store factory builder validator encoder handler filter resolver repository"
                  + " controller exception error test tests page form reset rotation history label"
                  + " title description rules strength prompt created updated changed")
              .split(" "));

  /** After a key and a colon in prose, these are no secret. */
  private static final Set<String> PROSE =
      Set.of(
          ("a an the is are was were be been it its this that these there he she we you they must may"
                  + " can cannot could should would will shall has have had do does did not no yes"
                  + " none null nil undefined true false empty blank missing required optional"
                  + " invalid valid expired revoked wrong incorrect unknown unexpected expected"
                  + " failed failure denied rejected accepted ok okay success successful please enter"
                  + " type choose use using see read write list create delete update admin manage"
                  + " reset change check try when where what why how who which if and or but for from"
                  + " in on at to of by with without as too only never always both each all any some"
                  + " more less than then again already minimum maximum string number integer boolean"
                  + " object array hidden redacted masked unset default provided given closed opened"
                  + " open started ended terminated timeout timed connection length one two three"
                  + " new await async function lambda return require self const let var")
              .split(" "));

  /** The last words of keys of several words; the others are keys alone. */
  private static final Set<String> PARTS =
      Set.of(
          "key",
          "keys",
          "number",
          "num",
          "id",
          "string",
          "code",
          "card",
          "phrase",
          "word",
          "is",
          "provided");

  private static final int KNOWN = 512;
  private static final int LONGEST_KNOWN = 48;

  /** The same keys come again and again; who writes last wins. */
  private final Known[] known = new Known[KNOWN];

  private final Set<String> own = new HashSet<>();

  SecretKeys(List<String> further) {
    for (String key : further) {
      String joined = new Name(key).joined;
      if (!joined.isEmpty()) {
        own.add(joined);
      }
    }
  }

  /** Whether a member of an object is secret for its key. */
  boolean isSecret(String key, Object value) {
    return switch (kind(key)) {
      case SURE, HEADER, LIKELY -> true;
      case COUNTED -> !(value instanceof Number);
      case SIGNATURE -> value instanceof String text && isSignature(text);
      case HARMLESS, PART -> false;
    };
  }

  private static boolean isSignature(String value) {
    Steps steps = new Steps();
    steps.allow(1_000);
    return Values.isSignature(new Window(value, 0, Math.min(value.length(), 64), steps), 0);
  }

  /** Whether what goes by this name is secret. */
  boolean isSecret(String key) {
    Kind kind = kind(key);
    return kind != Kind.HARMLESS && kind != Kind.PART && kind != Kind.SIGNATURE;
  }

  /** Of a key that is longer than any, the end is looked at. */
  Kind kind(String key) {
    int start = Math.max(0, key.length() - Assignments.LONGEST_KEY);
    return kind(key.substring(start).toCharArray(), 0, key.length() - start);
  }

  Kind kind(Window window, int start, int end) {
    window.steps().take(end - start);
    return kind(window.uncounted(), start, end);
  }

  private Kind kind(char[] chars, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + chars[i];
    }
    int slot = (hash ^ hash >>> 16) & KNOWN - 1;
    Known found = known[slot];
    if (found != null && found.is(chars, start, end)) {
      return found.kind();
    }
    String key = new String(chars, start, end - start);
    Kind kind = kindOf(key);
    if (key.length() <= LONGEST_KNOWN) {
      known[slot] = new Known(key, kind);
    }
    return kind;
  }

  private Kind kindOf(String key) {
    Name name = new Name(key);
    String joined = name.joined;
    if (own.contains(joined)) {
      return Kind.SURE;
    }
    if (HEADERS.contains(joined)) {
      return Kind.HEADER;
    }
    String last = name.last();
    if (ABOUT.contains(last) || name.lastWord == 0 && endsWithAbout(joined)) {
      return Kind.HARMLESS;
    }
    if (containsSure(joined) || containsAny(joined, FOREIGN)) {
      return Kind.SURE;
    }
    if (joined.endsWith("token")) {
      return endsWithAny(joined, HARMLESS_TOKENS) ? Kind.HARMLESS : Kind.LIKELY;
    }
    if (joined.endsWith("tokens")) {
      return containsAny(joined, COUNTING) ? Kind.HARMLESS : Kind.COUNTED;
    }
    if (LIKELY.contains(last)
        || LIKELY.contains(joined)
        || joined.endsWith("cookie")
        || joined.endsWith("cookies")) {
      return Kind.LIKELY;
    }
    if (last.equals("sig") || last.equals("signature")) {
      return Kind.SIGNATURE;
    }
    return PARTS.contains(joined) ? Kind.PART : Kind.HARMLESS;
  }

  /** Whether the last words of a sentence, such as "your api key is", are a key. */
  boolean endsWithKey(String words) {
    String joined = new Name(without(without(words, " is"), " provided")).joined;
    for (String own : own) {
      if (joined.endsWith(own)) {
        return true;
      }
    }
    for (String[] candidates : SURE) {
      if (candidates != null && endsWithAny(joined, candidates)) {
        return true;
      }
    }
    return joined.endsWith("socialsecuritynumber") || joined.endsWith("secretkey");
  }

  private static String without(String words, String last) {
    return words.endsWith(last) ? words.substring(0, words.length() - last.length()) : words;
  }

  static boolean isProse(String word) {
    return PROSE.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean containsSure(String joined) {
    for (int i = 0; i < joined.length(); i++) {
      char c = joined.charAt(i);
      String[] candidates = c < 128 ? SURE[c] : null;
      if (candidates == null) {
        continue;
      }
      for (String candidate : candidates) {
        if (joined.startsWith(candidate, i) && !joined.startsWith("secretar", i)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where nothing parts the words of a key, only the longer ones can be told. */
  private static boolean endsWithAbout(String joined) {
    for (int start = Math.max(1, joined.length() - 10); start <= joined.length() - 4; start++) {
      if (ABOUT.contains(joined.substring(start))) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsWithAny(String joined, String[] ends) {
    for (String end : ends) {
      if (joined.endsWith(end)) {
        return true;
      }
    }
    return false;
  }

  private static boolean containsAny(String joined, String[] parts) {
    for (String part : parts) {
      if (joined.contains(part)) {
        return true;
      }
    }
    return false;
  }

  static String[][] byFirst(String words) {
    String[][] table = new String[128][];
    for (String word : words.split(" ")) {
      List<String> same = new ArrayList<>();
      if (table[word.charAt(0)] != null) {
        same.addAll(List.of(table[word.charAt(0)]));
      }
      same.add(word);
      table[word.charAt(0)] = same.toArray(new String[0]);
    }
    return table;
  }

  private record Known(String key, Kind kind) {
    boolean is(char[] chars, int start, int end) {
      if (key.length() != end - start) {
        return false;
      }
      for (int i = start; i < end; i++) {
        if (key.charAt(i - start) != chars[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /** A key in lower case without separators, and where its last word begins. */
  private static final class Name {

    final String joined;
    private int lastWord;

    Name(CharSequence key) {
      StringBuilder letters = new StringBuilder(key.length());
      boolean parted = false;
      for (int i = 0; i < key.length(); i++) {
        char c = key.charAt(i);
        if (!Character.isLetterOrDigit(c)) {
          parted = true;
          continue;
        }
        if (parted || isHump(key, i)) {
          lastWord = letters.length();
        }
        parted = false;
        letters.append(Character.toLowerCase(c));
      }
      int length = letters.length();
      while (length > lastWord + 1 && letters.charAt(length - 1) <= '9') {
        length--;
      }
      joined = letters.substring(0, length);
    }

    private static boolean isHump(CharSequence key, int i) {
      if (i == 0 || !Character.isUpperCase(key.charAt(i))) {
        return false;
      }
      return !Character.isUpperCase(key.charAt(i - 1))
          || i + 1 < key.length() && Character.isLowerCase(key.charAt(i + 1));
    }

    String last() {
      return lastWord == 0 ? joined : joined.substring(lastWord);
    }
  }
}
