// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.RecordLines;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people with Prometheus and Alertmanager copy from {@code deploy} works, and fits together.
 */
@Tag("matrix")
class DeployPrometheusIT {

  private static final Path DEPLOY = Path.of("../deploy");
  private static final Path RULES = DEPLOY.resolve("prometheus/mcp-rules.yml");
  private static final Path TESTS = DEPLOY.resolve("prometheus/tests");
  private static final Path RUNBOOKS = DEPLOY.resolve("runbooks");
  private static final Path ALERTMANAGER = DEPLOY.resolve("alertmanager/alertmanager.yml");
  private static final Path RECORDS = Path.of("src/test/resources/records");

  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern METRIC =
      Pattern.compile("\\b((?:mcp|jvm|process)_\\w+)\\b(?!\\s*=)");
  private static final Pattern SUFFIX =
      Pattern.compile("(_seconds|_bytes)?(_total|_count|_sum|_bucket)?$");

  @Test
  void rulesAreValid() {
    run("promtool", "check", "rules", RULES.toString());
  }

  /** They fire when they should, and when they should not, they do not. */
  @Test
  void rulesDoWhatTheirTestsSay() throws IOException {
    List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
    files(TESTS).forEach(file -> command.add(file.toString()));
    run(command.toArray(String[]::new));
  }

  /** Its tool is slow: the other files but first-look.yml pass, too, but take it a minute. */
  @Tag("victoria-metrics")
  @Test
  void victoriaMetricsTakesTheRulesAndPassesTheirTests() {
    run("vmalert", "-dryRun", "-rule=" + RULES);
    run(
        "vmalert-tool",
        "unittest",
        "--disableAlertgroupLabel",
        "--files=" + TESTS.resolve("error-rate.yml"),
        "--files=" + TESTS.resolve("unresponsive.yml"));
  }

  @Test
  void everyAlertIsTested() throws IOException {
    String tests =
        files(TESTS).stream().map(DeployPrometheusIT::read).collect(Collectors.joining());
    for (String alert : alerts()) {
      assertTrue(tests.contains("alertname: " + alert + "\n        exp_alerts:\n"), alert);
      assertTrue(tests.contains("alertname: " + alert + "\n        exp_alerts: []"), alert);
    }
  }

  @Test
  void everyAlertHasItsPageAndEveryPageItsAlert() throws IOException {
    Set<String> pages =
        files(RUNBOOKS).stream()
            .map(page -> page.getFileName().toString().replace(".md", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(alerts(), pages);
    for (String rule : read(RULES).split("- alert: ")) {
      String name = rule.split("\n")[0];
      if (pages.contains(name)) {
        assertTrue(rule.contains("/deploy/runbooks/" + name + ".md"), name);
        assertTrue(rule.contains("severity: "), name);
      }
    }
    String overview = read(DEPLOY.resolve("prometheus/README.md"));
    alerts().forEach(alert -> assertTrue(overview.contains("| `" + alert + "` |"), alert));
  }

  @Test
  void alertmanagersConfigurationIsValid() {
    run("amtool", "check-config", ALERTMANAGER.toString());
    assertEquals("page", receiver("severity=critical"));
    assertEquals("notify", receiver("severity=warning"));
    assertEquals("notify", receiver("alertname=another"));
  }

  /** What is silenced are alerts that there are. */
  @Test
  void alertmanagerNamesAlertsOfTheRules() throws IOException {
    Matcher names = Pattern.compile("\\bmcp_\\w+").matcher(read(ALERTMANAGER));
    assertTrue(names.find());
    do {
      assertTrue(alerts().contains(names.group()), names.group());
    } while (names.find());
  }

  @Test
  void queriesOfTheRunbooksAreValid(@TempDir Path folder) throws IOException {
    StringBuilder rules = new StringBuilder("groups:\n- name: runbooks\n  rules:\n");
    int count = 0;
    for (Path page : files(RUNBOOKS)) {
      for (String query : commands(page, "promql")) {
        rules.append("  - record: query_").append(count++).append("\n    expr: |\n      ");
        rules.append(query).append("\n");
      }
    }
    assertTrue(count > files(RUNBOOKS).size());
    Path file = Files.writeString(folder.resolve("queries.yml"), rules);
    run("promtool", "check", "rules", file.toString());
  }

  @Test
  void metricsOfRulesAndRunbooksAreDocumented() throws IOException {
    Set<String> known = documented();
    assertTrue(known.contains("mcp_server_operation_duration"));
    Matcher recorded = Pattern.compile("- record: \\w+:(\\w+):").matcher(read(RULES));
    while (recorded.find()) {
      known.add(recorded.group(1));
    }
    List<String> texts = new ArrayList<>(expressions(RULES));
    for (Path page : files(RUNBOOKS)) {
      texts.addAll(commands(page, "promql"));
    }
    Set<String> unknown = new TreeSet<>();
    for (String text : texts) {
      // Labels go by names that begin alike: those in braces, and those that are grouped by.
      String bare =
          text.replaceAll("\"[^\"]*\"", "")
              .replaceAll("\\{[^}]*}", "")
              .replaceAll("\\b(by|on|group_left) \\([^)]*\\)", "");
      Matcher metrics = METRIC.matcher(bare);
      while (metrics.find()) {
        String name = metrics.group(1);
        if (!known.contains(name) && !known.contains(SUFFIX.matcher(name).replaceFirst(""))) {
          unknown.add(name);
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }

  /** Each command finds something in what a server has written. */
  @Test
  void commandsOfTheRunbooksReadRecords() throws IOException {
    assertFalse(RecordLines.in(RECORDS.resolve("mcp-1.jsonl")).isEmpty());
    for (Path page : files(RUNBOOKS)) {
      for (String command : commands(page, "sh")) {
        assertTrue(command.startsWith("jq "), command);
        String answer = run("bash", "-c", "cd " + RECORDS + " && " + command);
        assertFalse(answer.isBlank(), () -> page + ": " + command);
      }
    }
  }

  private static Set<String> alerts() {
    Set<String> names = new TreeSet<>();
    Matcher alerts = ALERT.matcher(read(RULES));
    while (alerts.find()) {
      names.add(alerts.group(1));
    }
    return names;
  }

  /** The names of the docs' tables as Prometheus writes them, without what it puts behind them. */
  private static Set<String> documented() {
    Set<String> names = new TreeSet<>();
    Matcher rows =
        Pattern.compile("`((?:mcp|jvm|process)\\.[a-z_.]+)`")
            .matcher(read(Path.of("../docs/metrics.md")));
    while (rows.find()) {
      names.add(rows.group(1).replace('.', '_'));
    }
    return names;
  }

  /** What the rules of a file ask. */
  static List<String> expressions(Path rules) {
    return Pattern.compile("expr: \\|\n((?: {10}.*\n)+)")
        .matcher(read(rules))
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  /** The lines of the blocks of a language, without their comments. */
  private static List<String> commands(Path page, String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(read(page))
        .results()
        .flatMap(block -> block.group(1).lines())
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }

  private static String receiver(String label) {
    return run("amtool", "config", "routes", "test", "--config.file=" + ALERTMANAGER, label)
        .strip();
  }

  private static String run(String... command) {
    Assumptions.assumeTrue(
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, command[0]))),
        "there is no " + command[0] + " on the PATH");
    try (AppProcess process = App.start(List.of(command), Map.of())) {
      int status = process.awaitExit(AppProcess.PATIENCE.multipliedBy(2));
      assertEquals(
          0, status, () -> String.join(" ", command) + process.stdout() + process.stderr());
      return String.join("\n", process.stdout().lines());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
