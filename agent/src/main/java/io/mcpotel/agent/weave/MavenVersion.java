// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Properties;
import java.util.regex.Pattern;

/** Tells a version by what Maven leaves in a jar, and in one that was put together from several. */
final class MavenVersion {

  private static final Pattern VERSION = Pattern.compile("\\d[\\w.+-]{0,40}");

  private MavenVersion() {}

  /** The version of an artifact, {@code group/artifact}, that a loader has, or null. */
  static String of(ClassLoader loader, String artifact) {
    URL file = loader.getResource("META-INF/maven/" + artifact + "/pom.properties");
    String version = file == null ? null : versionIn(file);
    return version != null && VERSION.matcher(version).matches() ? version : null;
  }

  private static String versionIn(URL pomProperties) {
    try {
      URLConnection connection = pomProperties.openConnection();
      // A jar that is kept open could not be replaced.
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        Properties properties = new Properties();
        properties.load(in);
        return properties.getProperty("version");
      }
    } catch (IOException | IllegalArgumentException e) {
      return null;
    }
  }
}
