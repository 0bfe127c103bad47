// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests' class path without what only the tests need: what an application would have. */
public final class AppClassPath {

  private static final Pattern TEST_ONLY =
      Pattern.compile(
          ".*/(junit|open-?test|apiguardian|protobuf|opentelemetry-proto|proto-google|grpc|guava"
              + "|gson|byte-buddy|failureaccess|listenablefuture|perfmark|animal-sniffer"
              + "|client-java-api|commons-lang3)[^/]*\\.jar"
              + "|.*/sample/target/.*|.*/sample-[^/]*\\.jar");

  private AppClassPath() {}

  public static List<String> entries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !TEST_ONLY.matcher(entry).matches())
        .toList();
  }

  /** The jar whose file name starts like this. */
  public static String jar(String prefix) {
    return entries().stream()
        .filter(entry -> new File(entry).getName().startsWith(prefix))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No " + prefix + "… on the class path"));
  }

  /** The jars whose file names start like this. */
  static List<String> jars(String prefix) {
    return entries().stream()
        .filter(entry -> new File(entry).getName().startsWith(prefix))
        .toList();
  }

  public static String joined() {
    return String.join(File.pathSeparator, entries());
  }
}
