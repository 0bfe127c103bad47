// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import java.io.File;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to call a service whose user did not name it. */
public final class ServiceName {

  private static final Pattern SPRING_ARGUMENT =
      Pattern.compile(" --" + Pattern.quote(SpringName.PROPERTY) + "=(\\S+)");
  private static final String SPRING_LAUNCHER = "org.springframework.boot.loader.";

  /** With it each release would be another service. */
  private static final Pattern VERSION =
      Pattern.compile("(.+?)-v?\\d+(?:\\.\\w+)*(?:[-+][\\w.+-]*)?");

  /** What each server of Liberty is run by, with the server's name as its argument. */
  private static final String LIBERTY = "ws-server";

  private static final String LIBERTYS_DEFAULT = "defaultServer";

  private ServiceName() {}

  /**
   * As Spring Boot's application is called, or its class, or the program's jar or main class; null
   * where the JVM does not say.
   *
   * @param properties gives out system properties and variables, or null
   */
  public static String ofThisProgram(UnaryOperator<String> properties) {
    return of(
        System.getProperty("sun.java.command"),
        properties,
        new ProgramFiles(System.getProperty("java.class.path", "")));
  }

  static String of(String command, UnaryOperator<String> properties, ProgramFiles files) {
    if (command == null || command.isBlank()) {
      return null;
    }
    Matcher argument = SPRING_ARGUMENT.matcher(command);
    if (argument.find()) {
      return argument.group(1);
    }
    String spring = properties.apply(SpringName.PROPERTY);
    if (spring == null) {
      spring = files.springName();
    }
    return spring == null ? ofCommand(command, files) : spring;
  }

  private static String ofCommand(String command, ProgramFiles files) {
    // A path may hold blanks, and nothing tells them from those before the program's arguments.
    int jar = command.indexOf(".jar");
    boolean isJar = jar > 0 && (jar + 4 == command.length() || command.charAt(jar + 4) == ' ');
    String main = command.split(" ", 2)[0];
    main = main.substring(main.indexOf('/') + 1);
    String start = isJar || main.startsWith(SPRING_LAUNCHER) ? files.startClass() : null;
    if (start != null) {
      return start.substring(start.lastIndexOf('.') + 1);
    }
    return isJar ? ofJar(command.substring(0, jar), command.substring(jar + 4).trim()) : main;
  }

  private static String ofJar(String path, String arguments) {
    String name = new File(path).getName();
    if (name.equals(LIBERTY)) {
      String server = arguments.split(" ", 2)[0];
      return server.isEmpty() || server.startsWith("-") ? LIBERTYS_DEFAULT : server;
    }
    Matcher version = VERSION.matcher(name);
    return version.matches() ? version.group(1) : name;
  }
}
