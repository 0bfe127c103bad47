// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import io.mcpotel.agent.core.AgentLog;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The file of properties that the OpenTelemetry Java agent reads, and whoever changes from it has.
 */
final class ConfigurationFile {

  static final String PROPERTY = "otel.javaagent.configuration-file";

  private ConfigurationFile() {}

  /** What OpenTelemetry's properties are there; none where no file is named. */
  static Map<String, String> read(String path) {
    Map<String, String> found = new LinkedHashMap<>();
    if (path == null) {
      return found;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(path))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      AgentLog.line(
          PROPERTY
              + "="
              + OwnProperties.shown(path)
              + ": expected a file of properties that can be read; leaving it out.");
      return found;
    }
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith("otel.")) {
        found.put(name, properties.getProperty(name).trim());
      }
    }
    return found;
  }
}
