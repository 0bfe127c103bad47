// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The words by which {@link SecretKeys} tells keys, in lower case without separators. */
final class SecretKeyWords {

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

  private SecretKeyWords() {}

  static boolean isHeader(String key) {
    return HEADERS.contains(key);
  }

  static boolean isLikely(String key) {
    return LIKELY.contains(key);
  }

  static boolean isPart(String key) {
    return PARTS.contains(key);
  }

  static boolean isAbout(String lastWord) {
    return ABOUT.contains(lastWord);
  }

  static boolean isHarmlessToken(String key) {
    return endsWithAny(key, HARMLESS_TOKENS);
  }

  static boolean isCounting(String key) {
    return containsAny(key, COUNTING);
  }

  static boolean isProse(String word) {
    return PROSE.contains(word.toLowerCase(Locale.ROOT));
  }

  static boolean containsSure(String joined) {
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
    return containsAny(joined, FOREIGN);
  }

  static boolean endsWithSure(String joined) {
    for (String[] candidates : SURE) {
      if (candidates != null && endsWithAny(joined, candidates)) {
        return true;
      }
    }
    return joined.endsWith("socialsecuritynumber") || joined.endsWith("secretkey");
  }

  /** Where nothing parts the words of a key, only the longer ones can be told. */
  static boolean endsWithAbout(String joined) {
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

  private static String[][] byFirst(String words) {
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
}
