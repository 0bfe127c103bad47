// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.process.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the agent's jar brings along logs through the agent, and never through the JVM's loggers.
 */
class LoggingIT {

  private static final String LOGGER = "io/mcpotel/agent/log/AgentLogger";

  @Test
  void everyMethodThatIsCalledToLogIsThere() throws Exception {
    Set<String> called = calls(LOGGER);
    called.removeIf(call -> call.startsWith("<init>"));

    assertTrue(called.size() > 4, called::toString);
    called.removeAll(methods(LOGGER));
    assertEquals(Set.of(), called);
  }

  @Test
  void nothingUsesTheLoggersOfTheJvm() throws IOException {
    assertEquals(Set.of(), calls("java/util/logging/Logger"));
  }

  private static Set<String> calls(String type) throws IOException {
    Set<String> calls = new TreeSet<>();
    try (JarFile jar = new JarFile(AgentJar.path().toFile())) {
      List<JarEntry> classes =
          jar.stream().filter(entry -> entry.getName().matches(".*\\.class(data)?")).toList();
      for (JarEntry entry : classes) {
        if (!entry.getName().contains(type)) {
          try (InputStream content = jar.getInputStream(entry)) {
            calls.addAll(ClassFile.read(content).callsOf(type));
          }
        }
      }
    }
    return calls;
  }

  private static Set<String> methods(String type) throws Exception {
    Path classes = AgentJar.path().resolveSibling("classes");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      return Arrays.stream(loader.loadClass(type.replace('/', '.')).getMethods())
          .map(
              method ->
                  method.getName()
                      + " "
                      + MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                          .toMethodDescriptorString())
          .collect(Collectors.toSet());
    }
  }
}
