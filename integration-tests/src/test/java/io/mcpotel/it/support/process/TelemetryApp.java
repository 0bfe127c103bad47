// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Test applications that use OpenTelemetry themselves, in one of its versions. */
public final class TelemetryApp {

  public static final String NEWEST = "1.67.0";

  private static final int LOGS_SINCE = 27;

  private TelemetryApp() {}

  /** A server, with what {@code Telemetry.make} is to do at its start. */
  public static App server(int jdk, String version, String transport, String api, String how) {
    return app(jdk, version).main("io.mcpotel.it.telemetry.TelemetryServer", transport, api, how);
  }

  public static App app(int jdk, String version) {
    return App.on(Jdk.version(jdk)).classPath(classPath(version));
  }

  /** Whether an SDK of this version has log records. */
  public static boolean hasLogs(String version) {
    return Integer.parseInt(version.split("\\.")[1]) >= LOGS_SINCE;
  }

  private static List<Path> sources(String version) {
    Path all = Path.of("src/apps/telemetry");
    return hasLogs(version) ? List.of(all, Path.of("src/apps/telemetry-logs")) : List.of(all);
  }

  public static String classPath(String version) {
    List<String> jars =
        Libraries.of(
                "io.opentelemetry:opentelemetry-sdk:" + version,
                "io.opentelemetry:opentelemetry-exporter-otlp:" + version,
                "com.h2database:h2:2.3.232")
            .jars();
    List<String> all = Stream.concat(AppClassPath.entries().stream(), jars.stream()).toList();
    Path classes = AppSources.compile("telemetry-" + version, sources(version), all);
    return Stream.concat(Stream.of(classes.toString()), all.stream())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
