// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the MCP SDK's version by the jar that its classes come from. */
public final class SdkVersion {

  /** The whole name: an application that is one jar may be called weather-mcp-3.0.0.jar. */
  private static final Pattern JAR_NAME =
      Pattern.compile("[/!]mcp(?:-core|-json-jackson\\d)?-(\\d[^/!]*?)\\.jar");

  private static final List<String> ARTIFACTS =
      List.of("mcp-core", "mcp", "mcp-json-jackson2", "mcp-json-jackson3");

  private static final String GROUP = "io.modelcontextprotocol.sdk/";

  private static final String JAR = "jar:";
  private static final String UNKNOWN = "of unknown version";

  private static final String SINCE_0_8 = "io/modelcontextprotocol/spec/McpServerSession.class";
  private static final String UP_TO_0_8 = "io/modelcontextprotocol/spec/DefaultMcpSession.class";

  private SdkVersion() {}

  /**
   * The version of a loader's SDK, in words where it is not known. Its first class may come from
   * another jar: Spring's transports and the JSON mappers are not in the SDK's own.
   */
  public static String of(ClassLoader loader, ProtectionDomain first) {
    String version = of(first);
    URL session = version.equals(UNKNOWN) ? loader.getResource(SINCE_0_8) : null;
    if (session != null) {
      version = ofResource(session.toString());
    }
    return version.equals(UNKNOWN) ? ofMaven(loader) : version;
  }

  private static String ofMaven(ClassLoader loader) {
    for (String artifact : ARTIFACTS) {
      String version = MavenVersion.of(loader, GROUP + artifact);
      if (version != null) {
        return version;
      }
    }
    return UNKNOWN;
  }

  private static String ofResource(String resource) {
    Matcher name = JAR_NAME.matcher(resource);
    if (name.find()) {
      return name.group(1);
    }
    int end = resource.indexOf("!/");
    if (!resource.startsWith(JAR) || end < 0) {
      return UNKNOWN;
    }
    try {
      return ofManifest(new URL(resource.substring(JAR.length(), end)));
    } catch (MalformedURLException e) {
      return UNKNOWN;
    }
  }

  /** The version, in words where it is not known. */
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

  /**
   * Whether a loader's SDK is older than 0.8. That is told by what it has, because a version may be
   * unknown, or be that of an application which has put the SDK into its own jar.
   */
  static boolean isTooOld(ClassLoader loader) {
    return loader.getResource(SINCE_0_8) == null && loader.getResource(UP_TO_0_8) != null;
  }

  private static String ofManifest(URL location) {
    if (!"file".equals(location.getProtocol()) || !location.getPath().endsWith(".jar")) {
      return UNKNOWN;
    }
    try (JarFile jar = new JarFile(new File(location.toURI()))) {
      Manifest manifest = jar.getManifest();
      return manifest == null ? UNKNOWN : of(manifest.getMainAttributes());
    } catch (IOException | URISyntaxException e) {
      return UNKNOWN;
    }
  }

  private static String of(Attributes manifest) {
    String title = manifest.getValue("Implementation-Title");
    String version = manifest.getValue("Implementation-Version");
    return version == null || title == null || !ARTIFACTS.contains(title) ? UNKNOWN : version;
  }
}
