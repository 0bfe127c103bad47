// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import java.io.File;

/** What to call a service whose user did not name it. */
final class ServiceName {

  private ServiceName() {}

  /** The program's main class, or its jar's name, or null where the JVM does not say. */
  static String ofThisProgram() {
    return of(System.getProperty("sun.java.command"));
  }

  static String of(String command) {
    if (command == null || command.isBlank()) {
      return null;
    }
    // A path may hold blanks, and nothing tells them from those before the program's arguments.
    int jar = command.indexOf(".jar");
    boolean isJar = jar > 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ');
    if (isJar) {
      return new File(command.substring(0, jar)).getName();
    }
    String main = command.split(" ", 2)[0];
    return main.substring(main.indexOf('/') + 1);
  }
}
