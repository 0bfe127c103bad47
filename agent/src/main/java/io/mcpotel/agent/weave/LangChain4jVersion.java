// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.security.ProtectionDomain;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the version of LangChain4j's MCP client by the jar that its classes come from. */
public final class LangChain4jVersion {

  private static final String CLIENT = "LangChain4j's MCP client ";
  private static final Pattern JAR_NAME = Pattern.compile("[/!]langchain4j-mcp-(\\d[^/!]*?)\\.jar");

  /** What Maven leaves in a jar, and in one that was put together from several. */
  private static final String MAVEN =
      "META-INF/maven/dev.langchain4j/langchain4j-mcp/pom.properties";

  private static final Pattern VERSION = Pattern.compile("\\d[\\w.+-]{0,40}");

  private LangChain4jVersion() {}

  /** The client's name, with its version or with words where that is not known. */
  public static String named(ClassLoader loader, ProtectionDomain domain) {
    if (domain != null
        && domain.getCodeSource() != null
        && domain.getCodeSource().getLocation() != null) {
      Matcher name = JAR_NAME.matcher(domain.getCodeSource().getLocation().toString());
      if (name.find()) {
        return CLIENT + name.group(1);
      }
    }
    URL file = loader.getResource(MAVEN);
    String version = file == null ? null : versionIn(file);
    return CLIENT
        + (version != null && VERSION.matcher(version).matches() ? version : "of unknown version");
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
