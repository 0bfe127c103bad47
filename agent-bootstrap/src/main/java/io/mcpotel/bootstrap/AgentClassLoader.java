// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.bootstrap;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Holds everything of the agent but the root classes, apart from the application: ASM,
 * OpenTelemetry and our own code lie in a folder of the jar, as {@code .classdata}, which no other
 * class loader reads.
 *
 * <pre>
 *   platform loader
 *     ├── system loader: the application, and our root classes (Bridge …)
 *     │     ▲ the Bridge, by name
 *     └── this loader: the agent
 *           ▲ io.mcpotel.agent.core, by name
 *         helper loader, one for each loader with an MCP SDK; its parent is the application's
 * </pre>
 */
public final class AgentClassLoader extends ClassLoader {

  /** The folder of the jar that only this loader and the helper loaders read. */
  static final String FOLDER = "mcp-otel-agent/";

  private static final String ROOT_PACKAGE = "io.mcpotel.bootstrap.";

  static {
    registerAsParallelCapable();
  }

  /** A jar would be searched for signatures and for releases of Java, at each class. */
  private final ZipFile jar;

  private final String base;

  AgentClassLoader(String jarPath) throws IOException {
    super("mcp-otel-agent", ClassLoader.getPlatformClassLoader());
    File file = new File(jarPath);
    this.jar = new ZipFile(file);
    this.base = "jar:" + file.toURI() + "!/";
  }

  /** The bytes of one of the jar's hidden classes, or null where there is none of that name. */
  public byte[] classBytes(String name) throws IOException {
    ZipEntry entry = jar.getEntry(path(name.replace('.', '/') + ".class"));
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      byte[] bytes = new byte[(int) entry.getSize()];
      in.readNBytes(bytes, 0, bytes.length);
      return bytes;
    }
  }

  /** Whatever a security policy lets the jar do, the classes that are hidden in it may do too. */
  public static ProtectionDomain domain() {
    return AgentClassLoader.class.getProtectionDomain();
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (name.startsWith(ROOT_PACKAGE)) {
      return Class.forName(name, false, AgentClassLoader.class.getClassLoader());
    }
    try {
      byte[] bytes = classBytes(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length, domain());
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  protected URL findResource(String name) {
    String path = path(name);
    if (jar.getEntry(path) == null) {
      return null;
    }
    try {
      return new URL(base + path);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  private static String path(String name) {
    return FOLDER + (name.endsWith(".class") ? name + "data" : name);
  }
}
