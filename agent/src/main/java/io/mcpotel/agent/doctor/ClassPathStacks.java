// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The MCP stacks on a JVM's class path, by the names of its jars and of what is in them: that JVM
 * is asked nothing.
 */
public final class ClassPathStacks {

  /** Jars beyond these are not looked into. */
  private static final int MOST_OPENED = 300;

  private static final Pattern SDK = Pattern.compile("(?:^|.*/)mcp(?:-core)?-(\\d[^/]*)\\.jar");
  private static final Pattern LANGCHAIN4J =
      Pattern.compile("(?:^|.*/)langchain4j-mcp-(\\d[^/]*)\\.jar");
  private static final Pattern NOT_COVERED =
      Pattern.compile(
          "(?:^|.*/)((?:kotlin-sdk|quarkus-mcp-server|langchain4j-community-mcp-server)[^/]*)\\.jar");

  private static final String SCHEMA = "io/modelcontextprotocol/spec/McpSchema.class";
  private static final String CLIENT =
      "dev/langchain4j/mcp/client/transport/McpOperationHandler.class";

  private static final int MOST_SEEN = 5_000;
  private static final long LARGEST_MANIFEST = 1 << 20;

  private final Set<Path> seen = new HashSet<>();
  private final Set<String> covered = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();
  private int opened;

  private ClassPathStacks() {}

  /** Looks at what a JVM with these system properties was started with. */
  public static ClassPathStacks of(Map<String, String> properties) {
    ClassPathStacks stacks = new ClassPathStacks();
    String folder = properties.getOrDefault("user.dir", "");
    for (String name : new String[] {"java.class.path", "jdk.module.path"}) {
      String path = properties.getOrDefault(name, "");
      for (String entry : path.split(Pattern.quote(File.pathSeparator))) {
        if (!entry.isBlank()) {
          stacks.lookAt(entry, folder);
        }
      }
    }
    return stacks;
  }

  /** What the agent would see, in words. */
  public Set<String> covered() {
    return covered;
  }

  /** What it would not. */
  public Set<String> others() {
    return others;
  }

  private void lookAt(String entry, String folder) {
    try {
      look(new File(entry).isAbsolute() ? Path.of(entry) : Path.of(folder, entry));
    } catch (InvalidPathException e) {
      // A name that this process cannot write; that JVM could.
      return;
    }
  }

  private void look(Path entry) {
    if (!seen.add(entry) || named(entry.toString().replace(File.separatorChar, '/'))) {
      return;
    }
    try {
      if (Files.isRegularFile(entry) && opened++ < MOST_OPENED) {
        lookInto(entry);
      } else if (Files.exists(entry.resolve(SCHEMA))) {
        covered.add("MCP SDK (in " + entry + ")");
      }
    } catch (IOException e) {
      // What is no jar is none to the JVM either.
      return;
    }
  }

  /** Whether a jar's name says what it is. */
  private boolean named(String path) {
    Matcher sdk = SDK.matcher(path);
    Matcher client = LANGCHAIN4J.matcher(path);
    Matcher other = NOT_COVERED.matcher(path);
    if (sdk.matches()) {
      covered.add("MCP SDK " + sdk.group(1));
    } else if (client.matches()) {
      covered.add("LangChain4j's MCP client " + client.group(1));
    } else if (other.matches()) {
      others.add(other.group(1) + ", which is not covered");
    } else {
      return false;
    }
    return true;
  }

  private void lookInto(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      lookAtClassPathOf(jar, zip);
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        String name = entries.nextElement().getName();
        if (name.endsWith(".jar")) {
          named(name);
        } else if (name.endsWith(SCHEMA)) {
          add(name, SCHEMA, "MCP SDK", jar);
        } else if (name.endsWith(CLIENT)) {
          add(name, CLIENT, "LangChain4j's MCP client", jar);
        }
      }
    }
  }

  /** As an application that was unpacked beside its jar has it. */
  private void lookAtClassPathOf(Path jar, ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
    if (entry == null || entry.getSize() > LARGEST_MANIFEST) {
      return;
    }
    String classPath;
    try (InputStream in = zip.getInputStream(entry)) {
      classPath = new Manifest(in).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
    }
    if (classPath == null) {
      return;
    }
    URI folder = jar.toUri();
    for (String url : classPath.strip().split("\\s+")) {
      try {
        URI other = folder.resolve(url);
        if (seen.size() < MOST_SEEN && "file".equals(other.getScheme())) {
          look(Path.of(other));
        }
      } catch (IllegalArgumentException e) {
        // No address of a file.
        continue;
      }
    }
  }

  private void add(String name, String type, String stack, Path jar) {
    String prefix = name.substring(0, name.length() - type.length());
    if (prefix.isEmpty() || prefix.matches("(BOOT-INF|WEB-INF)/classes/")) {
      covered.add(stack + " (in " + jar.getFileName() + ")");
    } else if (prefix.matches("([\\w$]+/)+")) {
      others.add(
          stack
              + " under another name ("
              + prefix.replace('/', '.')
              + "…) in "
              + jar.getFileName()
              + ", which the agent does not find");
    }
  }
}
