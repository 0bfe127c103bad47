// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.agent.redact.Redactor.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where secrets stand in files, commands and data that nobody made for us. */
class SecretPlacesTest {

  private static final String[] PLACES = {
    "{\"key\":\"DB_PASSWORD\",\"value\":\"|hunter2|\"}",
    "{\"name\":\"DB_PASSWORD\",\"value\":\"|hunter2|\"}",
    "{\"value\":\"|hunter2|\",\"name\":\"password\"}",
    "{\"value\" : \"|hunter2|\", \"type\": 1, \"key\" : \"api_key\"}",
    "[\"password\",\"|hunter2|\"]",
    "[[\"Authorization\", \"|x|\"], [\"accept\", \"y\"]]",
    "<add key=\"password\" value=\"|hunter2|\"/>",
    "<property value='|hunter2|' name='password'/>",
    "<add key=\"ClearTextPassword\" value=\"|hunter2|\" />",
    "<db password=\"|hunter2|\" user=\"bob\"/>",
    "mysql -u root -p|hunter2| shop",
    "mysqldump --all -p'|hunter2|' shop",
    "curl -s -u |bob:hunter2| https://example.com",
    "curl --user '|bob:hunter2|' https://example.com",
    "machine api.example.com login bob password |hunter2|",
    "machine api.example.com\n  login bob\n  password |hunter2|\n",
    "password:\n  |hunter2|\nuser: bob",
    "db:\n  password: |-\n    |hunter2\n    more|\n  user: bob",
    "env:\n  - name: DB_PASSWORD\n    value: |hunter2|\n  - name: MODE\n    value: fast",
    "dbpass=|hunter2|",
    "userpass: |hunter2|",
    "{\"mnemonic\":\"|legal winner thank year|\"}",
    "recovery_code: |12345678|",
    "contraseña: |hunter2|",
    "{\"senha\":\"|hunter2|\"}",
    "пароль: |секрет|",
    "您的密码：|hunter2|",
    "パスワード=|hunter2|",
    "4111.1111.1111.1111",
    "4111_1111_1111_1111",
    "4111\u20091111\u20091111\u20091111",
    "apiVersion: v1\nkind: Secret\ndata:\n  |user: Ym9i\n  other: aHVudGVyMg==|\ntype: Opaque",
    "apiVersion: v1\ndata:\n  |other: aHVudGVyMg==|\nkind: Secret\nmetadata:\n  name: x",
    "{\"kind\":\"Secret\",\"data\":|{\"other\":\"aHVudGVyMg==\"}|,\"type\":\"Opaque\"}",
    "{\"private_key_id\":\"|0123456789abcdef|\",\"client_id\":\"1\"}",
    "export HF_TOKEN=|hunter2|",
    "SENTRY_DSN=|x1|",
    "GITHUB_PAT=|hunter2|",
    "BUNDLE_GEMS__CONTRIBSYS__COM: |abcdef12:abcdef34|",
    "PrivateKey = |aGVsbG8gd29ybGQgaGVsbG8gd29ybGQgaGVsbG8gdw=|",
  };

  private static final String[] HARMLESS = {
    "{\"required\":[\"password\",\"email\"]}",
    "{\"key\":\"color\",\"value\":\"red\"}",
    "{\"name\":\"weather\",\"value\":\"password rules\"}",
    "<add key=\"color\" value=\"red\"/>",
    "<a accesskey=\"n\" href=\"x\">next</a>",
    "curl -s https://example.com -o file",
    "mysql is a database -p or not",
    "the machine has a login page and a password field",
    "password:\n  type: string\n  minLength: 8",
    "kind: ConfigMap\ndata:\n  color: red",
    "token = next(tokens)",
    "self.session = parent.session",
    "password = ${DB_PASSWORD}",
    "password: {{ vault.password }}",
    "<passphrase>${gpg.passphrase}</passphrase>",
    "key = params['access_key']",
    "headers.authorization = `Bearer ${token}`",
    "String SESSION = SPEC + \"McpSession\";",
    "pages 4111.1111 and 1111_1111",
  };

  private final Redactor redactor = new Redactor(List.of(), List.of(), Mode.MASK, null, rule -> {});

  @Test
  void theSecretIsTakenOutAndTheRestStays() {
    List<String> wrong = new ArrayList<>();
    for (String each : PLACES) {
      int start = each.indexOf('|');
      int end = each.lastIndexOf('|');
      // A block of YAML begins with the same sign.
      start = each.startsWith("-\n", start + 1) ? each.indexOf('|', start + 1) : start;
      String text = start < 0 ? each : without(each, start, end);
      String before = start < 0 ? "" : each.substring(0, start);
      String after = start < 0 ? "" : each.substring(end + 1);
      String out = redactor.text(text, Integer.MAX_VALUE);
      boolean right =
          out.startsWith(before)
              && out.endsWith(after)
              && out.substring(before.length(), out.length() - after.length())
                  .matches("\"?\\[redacted:[a-z-]+]\"?");
      if (!right) {
        wrong.add(text + "\n   " + out);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static String without(String text, int start, int end) {
    return text.substring(0, start) + text.substring(start + 1, end) + text.substring(end + 1);
  }

  @Test
  void whatOnlyLooksLikeItStays() {
    List<String> wrong = new ArrayList<>();
    for (String each : HARMLESS) {
      String out = redactor.text(each, Integer.MAX_VALUE);
      if (!out.equals(each)) {
        wrong.add(each + "\n   " + out);
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  @Test
  void inWrittenJsonToo() {
    assertEquals(
        "{\"value\":\"[redacted:key]\",\"name\":\"password\"}",
        written("value", "hunter2", "name", "password"));
    assertEquals(
        "{\"key\":\"DB_PASSWORD\",\"value\":\"[redacted:key]\"}",
        written("key", "DB_PASSWORD", "value", "hunter2"));
    assertEquals(
        "{\"value\":\"red\",\"name\":\"color\"}", written("value", "red", "name", "color"));
    JsonWriter pairs = redactor.writer(Integer.MAX_VALUE);
    pairs.beginArray();
    pairs.value("Authorization");
    pairs.value("hunter2");
    pairs.endArray();
    assertEquals("[\"Authorization\",\"[redacted:key]\"]", pairs.toString());
  }

  private String written(String... members) {
    JsonWriter writer = redactor.writer(Integer.MAX_VALUE);
    writer.beginObject();
    for (int i = 0; i < members.length; i += 2) {
      writer.name(members[i]);
      writer.value(members[i + 1]);
    }
    writer.endObject();
    return writer.toString();
  }
}
