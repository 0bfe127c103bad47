// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the MCP SDK's version by the jar that its classes come from. */
final class SdkVersion {

  private static final Pattern JAR_NAME = Pattern.compile("mcp(?:-core)?-(\\d[^/!]*?)\\.jar");
  private static final String UNKNOWN = "of unknown version";

  private SdkVersion() {}

  static String of(ProtectionDomain domain) {
    if (domain == null || domain.getCodeSource() == null) {
      return UNKNOWN;
    }
    URL location = domain.getCodeSource().getLocation();
    if (location == null) {
      return UNKNOWN;
    }
    Matcher name = JAR_NAME.matcher(location.toString());
    return name.find() ? name.group(1) : ofManifest(location);
  }

  private static String ofManifest(URL location) {
    if (!"file".equals(location.getProtocol()) || !location.getPath().endsWith(".jar")) {
      return UNKNOWN;
    }
    try (JarFile jar = new JarFile(new File(location.toURI()))) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? UNKNOWN : version;
    } catch (IOException | URISyntaxException e) {
      return UNKNOWN;
    }
  }
}
