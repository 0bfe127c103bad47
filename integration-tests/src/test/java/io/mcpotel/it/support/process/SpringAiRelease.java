// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A release of Spring AI, with the release of Spring Boot that it is made for. */
public record SpringAiRelease(String version, String boot) {

  public static final SpringAiRelease V1_0 = new SpringAiRelease("1.0.3", "3.5.3");
  public static final SpringAiRelease V1_1 = new SpringAiRelease("1.1.2", "3.5.8");
  public static final SpringAiRelease V1_1_LAST = new SpringAiRelease("1.1.8", "3.5.8");
  public static final SpringAiRelease V2_0 = new SpringAiRelease("2.0.0", "4.0.0");

  private static final Path SOURCES = Path.of("src", "apps", "spring-ai");
  private static final String PACKAGE = "io.mcpotel.it.springai.";
  private static final String GROUP = "org.springframework.ai:spring-ai-starter-mcp-";

  /** The server application with this starter, such as {@code server-webmvc}. */
  public App server(Jdk jdk, String starter) {
    List<String> jars = starter(starter);
    return app(jdk, serverClasses(jars), jars).main(PACKAGE + "SpringServer");
  }

  /** The client application with this starter, and the tools that it is to call. */
  public App client(Jdk jdk, String starter, String... tools) {
    List<String> jars = starter(starter);
    Path classes =
        AppSources.compile("spring-ai-client-" + version, List.of(SOURCES.resolve("client")), jars);
    return app(jdk, classes, jars).main(PACKAGE + "SpringClient", tools);
  }

  /** The server application as Boot packs it: one jar with the others in it. */
  public App packedServer(Jdk jdk, String starter) {
    List<String> jars = starter(starter);
    List<String> tools =
        Libraries.of("org.springframework.boot:spring-boot-loader-tools:" + boot).jars();
    Path repackage =
        AppSources.compile(
            "spring-boot-repackage-" + boot, List.of(SOURCES.resolve("repackage")), tools);
    Path target = repackage.resolveSibling("spring-ai-" + starter + "-" + version + ".jar");
    List<String> arguments =
        new ArrayList<>(
            List.of(PACKAGE + "SpringServer", target.toString(), serverClasses(jars).toString()));
    arguments.addAll(jars);
    App repackager =
        app(jdk, repackage, tools).main(PACKAGE + "Repackage", arguments.toArray(String[]::new));
    try (AppProcess process = repackager.start()) {
      if (process.awaitExit(Duration.ofMinutes(1)) != 0) {
        throw new IllegalStateException("Cannot pack " + target + ":\n" + process.stderr());
      }
    }
    return App.on(jdk).jar(target);
  }

  private Path serverClasses(List<String> jars) {
    String line = version.substring(0, version.lastIndexOf('.'));
    return AppSources.compile(
        "spring-ai-server-" + version,
        List.of(SOURCES.resolve("server"), SOURCES.resolve("features-" + line)),
        jars);
  }

  private List<String> starter(String name) {
    return withVersions(Libraries.of(GROUP + name)).jars();
  }

  /** With the versions that belong to this release. */
  public Libraries withVersions(Libraries libraries) {
    return libraries
        .bom("org.springframework.boot:spring-boot-dependencies:" + boot)
        .bom("org.springframework.ai:spring-ai-bom:" + version);
  }

  public static App app(Jdk jdk, Path classes, List<String> jars) {
    return App.on(jdk)
        .classPath(classes + File.pathSeparator + String.join(File.pathSeparator, jars));
  }

  @Override
  public String toString() {
    return "Spring AI " + version;
  }
}
