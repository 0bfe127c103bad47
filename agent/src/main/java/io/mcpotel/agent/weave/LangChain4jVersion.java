// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.security.ProtectionDomain;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the version of LangChain4j's MCP client by the jar that its classes come from. */
public final class LangChain4jVersion {

  private static final String CLIENT = "LangChain4j's MCP client ";
  private static final Pattern JAR_NAME = Pattern.compile("[/!]langchain4j-mcp-(\\d[^/!]*?)\\.jar");

  private static final String ARTIFACT = "dev.langchain4j/langchain4j-mcp";

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
    String version = MavenVersion.of(loader, ARTIFACT);
    return CLIENT + (version == null ? "of unknown version" : version);
  }
}
