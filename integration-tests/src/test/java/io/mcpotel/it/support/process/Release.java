// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A release of the MCP SDK, with the test applications compiled for it. */
public record Release(String version) {

  /** What some releases lack, by which one brought it. */
  public enum Ability {
    STREAMABLE("0.11", "streamable and stateless HTTP"),
    ELICITATION("0.11", "elicitation"),
    PROGRESS("0.11", "progress notifications"),
    SERVER_PING("0.11", "a server's ping"),
    RESOURCE_UPDATES("0.11", "notifications/resources/updated"),
    COMPLETION("0.10", "completion"),
    LOG_MESSAGES("0.9", "a function's log notifications"),
    TEMPLATES("0.14", "a function for a resource template"),
    CODES("0.14", "a handler's own error codes (all are -32603)"),
    SUBSCRIPTIONS("1.1", "subscriptions to resources");

    final Version since;
    public final String words;

    Ability(String since, String words) {
      this.since = Version.parse(since);
      this.words = words;
    }
  }

  public static final Release NEWEST = new Release("2.1.0");

  /** One that writes with Jackson's own mapper, and one that writes with the SDK's. */
  private static final List<String> CLOSELY = List.of("0.10.0", "0.18.4");

  /** The ends of what is supported. */
  private static final List<String> SOME = List.of("2.1.0", "0.8.1");

  /** Each is the last of its kind, or the one before a change. */
  private static final List<String> MAIN = List.of("0.8.1", "0.10.0", "0.18.4", "1.1.5", "2.1.0");

  private static final List<String> ALL =
      List.of(
          "0.8.1", "0.9.0", "0.10.0", "0.11.3", "0.12.1", "0.13.1", "0.14.1", "0.15.0", "0.16.0",
          "0.17.2", "0.18.4", "1.0.2", "1.1.5", "2.0.1", "2.1.0");

  private static final String WANTED = System.getProperty("sdk.releases", "some");
  private static final Version OWN_JSON_MAPPER = Version.parse("0.13");
  private static final Path SOURCES = Path.of("src/test/java/io/mcpotel/it/app");
  private static final Path OLD_SOURCES = Path.of("src/apps/mcp-0.12/io/mcpotel/it/app");

  /** All that are supported, the newest first. */
  public static List<Release> all() {
    List<Release> all = new ArrayList<>(ALL.stream().map(Release::new).toList());
    Collections.reverse(all);
    return all;
  }

  /** Those that this run of the tests is for; the system property {@code sdk.releases} says it. */
  public static List<Release> tested() {
    List<String> versions =
        switch (WANTED) {
          case "some" -> SOME;
          case "all" -> ALL;
          default -> List.of(WANTED.split(","));
        };
    return versions.stream().map(Release::new).toList();
  }

  /** Those but the newest, which is tested further. */
  public static Stream<Release> olderTested() {
    return tested().stream().filter(release -> !release.isNewest());
  }

  /** Whether all its transports are tested with both APIs, and not each with one of them. */
  public boolean isTestedInFull() {
    return isAsked() || isMatrix() && MAIN.contains(version);
  }

  /** Whether it is tested with what takes long: the newest always, two others in the matrix. */
  public boolean isTestedClosely() {
    return isNewest() || isAsked() || isMatrix() && CLOSELY.contains(version);
  }

  /** Whether a test has all its cases: in the matrix, and where somebody wants some releases. */
  public static boolean isEveryCaseTested() {
    return !WANTED.equals("some");
  }

  private static boolean isMatrix() {
    return WANTED.equals("all");
  }

  /** Whether somebody wants just these releases. */
  private static boolean isAsked() {
    return isEveryCaseTested() && !isMatrix();
  }

  /** Whether it is tested on this JDK: on both in full, else on one or the other in turn. */
  public boolean isTestedOn(int jdk) {
    boolean isEven = tested().indexOf(this) % 2 == 0;
    return isTestedInFull() || (jdk == 17) == isEven;
  }

  public boolean isNewest() {
    return equals(NEWEST);
  }

  public boolean has(Ability ability) {
    return isSince(ability.since);
  }

  /** The class path of an application for this release. */
  public String classPath() {
    if (isNewest()) {
      return AppClassPath.joined();
    }
    List<String> jars = new ArrayList<>(sdk().jars());
    Stream.of("tomcat-", "logback-")
        .flatMap(prefix -> AppClassPath.jars(prefix).stream())
        .forEach(jars::add);
    Path classes = AppSources.compile("mcp-" + version, sources(), jars);
    return Stream.concat(Stream.of(classes.toString(), "src/test/resources"), jars.stream())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The SDK and what it needs. */
  public Libraries sdk() {
    return Libraries.of("io.modelcontextprotocol.sdk:mcp:" + version);
  }

  private List<Path> sources() {
    List<Path> sources = new ArrayList<>(filesIn(SOURCES));
    if (!isSince(OWN_JSON_MAPPER)) {
      List<Path> old = filesIn(OLD_SOURCES);
      old.forEach(file -> sources.removeIf(s -> s.getFileName().equals(file.getFileName())));
      sources.addAll(old);
    }
    return sources;
  }

  public boolean isSince(String since) {
    return isSince(Version.parse(since));
  }

  private boolean isSince(Version since) {
    return Version.parse(version).compareTo(since) >= 0;
  }

  /** Not in its folders, which are for the newest release only. */
  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return "SDK " + version;
  }
}
