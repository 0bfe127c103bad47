// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;

/** The class files of our advice, which is a handful, while each of many hooks asks for one. */
final class AdviceClasses implements ClassFileLocator {

  private final ClassFileLocator jar =
      ClassFileLocator.ForClassLoader.of(AdviceClasses.class.getClassLoader());
  private final Map<String, Resolution> read = new ConcurrentHashMap<>();

  @Override
  public Resolution locate(String name) throws IOException {
    Resolution known = read.get(name);
    if (known == null) {
      known = jar.locate(name);
      read.put(name, known);
    }
    return known;
  }

  @Override
  public void close() {}
}
