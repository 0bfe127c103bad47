// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of {@code hub.yaml}, and what is said of what is wrong with it. */
class ConfigFileTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("HOOK", "https://hooks.example/secret", "EMPTY", "");

  @Test
  void valuesAreReadAsPeopleWriteThem() throws ConfigException {
    ConfigFile file =
        file(
            """
            port: 4318
            on: true
            window: 5m
            short: 2000ms
            long: 7d
            threshold: 5%
            slo: 99.5%
            size: 20GB
            memory: 512MiB
            level: warning
            data: data
            hook: ${HOOK}/x
            as_it_is: $${HOOK}
            list: [one, "two"]
            nothing:
            names: {a b: 1s, c: 2s}
            """);
    Fields top = file.fields();
    assertEquals(4318, top.value("port").whole(1, 0, 65_535));
    assertTrue(top.value("on").flag(false));
    assertEquals(Duration.ofMinutes(5), top.value("window").duration(null));
    assertEquals(Duration.ofSeconds(2), top.value("short").duration(null));
    assertEquals(Duration.ofDays(7), top.value("long").duration(null));
    assertEquals(0.05, top.value("threshold").percentage(0), 1e-9);
    assertEquals(0.995, top.value("slo").percentage(0), 1e-9);
    assertEquals(20_000_000_000L, top.value("size").size(0));
    assertEquals(512L << 20, top.value("memory").size(0));
    assertEquals("warning", top.value("level").choice("x", List.of("warning", "critical")));
    assertEquals(Path.of("data").toAbsolutePath(), top.value("data").file(null));
    assertEquals(URI.create("https://hooks.example/secret/x"), top.value("hook").url(null));
    assertEquals("${HOOK}", top.value("as_it_is").text(null));
    assertEquals(
        List.of("one", "two"),
        top.value("list").list().stream().map(value -> value.text(null)).toList());
    assertEquals("otherwise", top.value("nothing").text("otherwise"));
    assertEquals(3, top.value("absent").whole(3, 0, 9));
    Map<String, Value> names = top.value("names").entries();
    assertEquals(List.of("a b", "c"), List.copyOf(names.keySet()));
    assertEquals(Duration.ofSeconds(2), names.get("c").duration(null));
    file.finish();
  }

  @Test
  void allThatIsWrongIsSaidWithItsLineInTheirOrder() {
    ConfigFile file =
        file(
            """
            # A comment
            prot: 4318
            window: 5 minutes
            rules:
              - name: first
                treshold: 5%
              - {threshold: 500%}
            hook: ftp://user:password@host
            key: ${MISSING}
            other: "${EMPTY}"
            list: {}
            nobody_asks: 1
            """);
    Fields top = file.fields();
    top.value("key").text("");
    top.value("other").text("");
    top.value("list").list();
    top.value("hook").url(null);
    top.value("port").whole(4318, 0, 65_535);
    top.value("window").duration(null);
    for (Value rule : top.value("rules").list()) {
      rule.fields().value("threshold").percentage(0);
      rule.fields().required("name").text("");
    }
    assertEquals(
        List.of(
            "hub.yaml:2: there is no key prot: did you mean port?",
            "hub.yaml:3: window has to be a duration such as 5m, 2000ms or 7d, and was 5 minutes",
            "hub.yaml:6: there is no key rules[0].treshold: did you mean threshold?",
            "hub.yaml:7: rules[1].threshold has to be a percentage such as 5% or 99.5%,"
                + " and was 500%",
            "hub.yaml:7: rules[1].name is missing",
            "hub.yaml:8: hook has to be a URL that begins with http:// or https://",
            "hub.yaml:9: the environment has no MISSING, or an empty one",
            "hub.yaml:10: the environment has no EMPTY, or an empty one",
            "hub.yaml:11: list has to be a list",
            "hub.yaml:12: there is no key nobody_asks: there are"
                + " hook, key, list, other, port, rules, window"),
        problems(file));
  }

  @Test
  void theValueOfAVariableIsInNoMessage() {
    ConfigFile file = file("port: ${HOOK}\nlevel: \"${HOOK}\"\n");
    file.fields().value("port").whole(1, 0, 2);
    file.fields().value("level").choice("a", List.of("a"));
    assertEquals(
        List.of(
            "hub.yaml:1: port has to be a whole number from 0 to 2, and was ${HOOK}",
            "hub.yaml:2: level has to be one of a, and was ${HOOK}"),
        problems(file));
  }

  @Test
  void whatIsNoYamlIsSaidWithItsLine() {
    assertStarts("hub.yaml:2: this is no YAML: ", "a: 1\n\tb: 2\n");
    assertStarts("hub.yaml:3: this is no YAML: ", "a: [1,\nb: {\n");
    assertStarts("hub.yaml:2: this is no YAML: ", "a: 1\nb: \u0007\n");
    assertStarts("hub.yaml:1: the file has to be a map of keys", "- a\n");
    assertStarts("hub.yaml:2: there is a key a already", "a: 1\na: 2\n");
    assertStarts("hub.yaml:2: a key has to be a text", "a: 1\n[b]: 2\n");
    assertStarts("hub.yaml:3: the file has to be one document", "a: 1\n\n---\nb: 1\n");
    assertStarts("hub.yaml:2: tags such as !!java.io.File are not", "a: 1\nb: !!java.io.File x\n");
  }

  @Test
  void aFileThatGrowsWithoutBoundIsRefused() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      laughs.append(
          "a%d: &a%d [%s*a%d]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9), i - 1));
    }
    assertStarts("hub.yaml:5: the file has more than 20000 values", laughs.toString());
    assertStarts("hub.yaml:1: this is nested more than 20 deep", "a: " + "[".repeat(100_000));
    assertStarts("hub.yaml:1: there is no &a before this", "a: &a [*a]");
  }

  @Test
  void anEmptyFileIsOneWithoutKeys() throws ConfigException {
    for (String text : List.of("", "# nothing\n", "---\n", "null\n", "{}\n")) {
      ConfigFile file = file(text);
      assertEquals(4318, file.fields().value("port").whole(4318, 0, 65_535));
      file.finish();
    }
  }

  @Test
  void aFileThatCannotBeReadIsSaidToBeSo(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.yaml");
    assertEquals(List.of(missing + " is not there"), unreadable(missing));

    Path latin = Files.write(folder.resolve("latin"), "ä".getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(List.of(latin + " is not UTF-8"), unreadable(latin));

    Path large = Files.write(folder.resolve("large"), new byte[2 << 20]);
    assertEquals(List.of(large + " has more than 1048576 bytes"), unreadable(large));
  }

  private static ConfigFile file(String text) {
    return ConfigFile.of(Path.of("hub.yaml"), text, ENVIRONMENT);
  }

  private static void assertStarts(String message, String text) {
    String first = problems(file(text)).get(0);
    assertTrue(first.startsWith(message), first);
  }

  private static List<String> problems(ConfigFile file) {
    return assertThrows(ConfigException.class, file::finish).messages();
  }

  private static List<String> unreadable(Path file) {
    return assertThrows(ConfigException.class, () -> ConfigFile.read(file, Map.of())).messages();
  }
}
