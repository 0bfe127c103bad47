// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Artifacts from Maven Central with all that they need, found by the Maven that runs the build and
 * remembered below the build directory.
 */
public final class Libraries {

  private static final Path FOLDER =
      Path.of(System.getProperty("project.build.directory"), "libraries");
  private static final Duration DOWNLOAD = Duration.ofMinutes(10);
  private static final String CLASS_PATH = "classpath.txt";

  private final List<String> boms = new ArrayList<>();
  private final List<String> artifacts = new ArrayList<>();
  private final List<String> exclusions = new ArrayList<>();

  private Libraries() {}

  /** These artifacts, as {@code group:artifact:version} or, where a BOM says it, without one. */
  public static Libraries of(String... coordinates) {
    Libraries libraries = new Libraries();
    libraries.artifacts.addAll(List.of(coordinates));
    return libraries;
  }

  /** With the versions that this BOM says; the first that names one decides. */
  public Libraries bom(String coordinates) {
    boms.add(coordinates);
    return this;
  }

  /** Without this artifact, as {@code group:artifact}, wherever it is asked for. */
  public Libraries without(String coordinates) {
    exclusions.add(coordinates);
    return this;
  }

  /** The jars. */
  public List<String> jars() {
    synchronized (Libraries.class) {
      return resolved();
    }
  }

  private List<String> resolved() {
    String pom = pom();
    Path folder = FOLDER.resolve(Integer.toHexString(pom.hashCode()));
    Path classPath = folder.resolve(CLASS_PATH);
    try {
      if (!Files.exists(classPath)) {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("pom.xml"), pom);
        resolve(folder);
      }
      return List.of(Files.readString(classPath).strip().split(File.pathSeparator));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void resolve(Path folder) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
            "-B",
            "-ntp",
            "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
            "-f",
            folder.resolve("pom.xml").toString(),
            "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:build-classpath",
            "-DincludeScope=runtime",
            // Written whole or not at all, so that what is there can be trusted.
            "-Dmdep.outputFile=" + folder.resolve(CLASS_PATH));
    try (AppProcess maven = App.start(command, Map.of())) {
      if (maven.awaitExit(DOWNLOAD) != 0) {
        throw new IllegalStateException("Maven cannot resolve " + folder + ":\n" + maven.stdout());
      }
    }
  }

  private String pom() {
    StringBuilder pom =
        new StringBuilder("<project><modelVersion>4.0.0</modelVersion>")
            .append("<groupId>io.mcpotel.it</groupId><artifactId>libraries</artifactId>")
            .append("<version>1</version><packaging>pom</packaging>");
    if (!boms.isEmpty()) {
      pom.append("<dependencyManagement><dependencies>");
      boms.forEach(
          bom ->
              pom.append("<dependency>")
                  .append(elements(bom))
                  .append("<type>pom</type><scope>import</scope></dependency>"));
      pom.append("</dependencies></dependencyManagement>");
    }
    pom.append("<dependencies>");
    for (String artifact : artifacts) {
      pom.append("<dependency>").append(elements(artifact)).append("<exclusions>");
      exclusions.forEach(
          excluded -> pom.append("<exclusion>").append(elements(excluded)).append("</exclusion>"));
      pom.append("</exclusions></dependency>");
    }
    return pom.append("</dependencies></project>\n").toString();
  }

  private static String elements(String coordinates) {
    String[] parts = coordinates.split(":");
    String elements =
        "<groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>";
    return parts.length < 3 ? elements : elements + "<version>" + parts[2] + "</version>";
  }
}
