// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a test application against the libraries that it runs with. */
public final class AppSources {

  private static final Path FOLDER = Path.of(System.getProperty("project.build.directory"), "apps");

  private static final Map<String, Path> COMPILED = new HashMap<>();

  private AppSources() {}

  /**
   * Compiles these files and folders, once, and returns the folder with the classes: an application
   * that is starting must not find them half written.
   *
   * @param name a name for the result; one name stands for one result
   */
  public static synchronized Path compile(String name, List<Path> sources, List<String> jars) {
    return COMPILED.computeIfAbsent(name, folder -> compileNow(folder, sources, jars));
  }

  private static Path compileNow(String name, List<Path> sources, List<String> jars) {
    Path classes = FOLDER.resolve(name);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Files.createDirectories(classes);
      List<String> options =
          List.of(
              "--release",
              "17",
              "-parameters",
              "-proc:none",
              "-nowarn",
              "-d",
              classes.toString(),
              "-cp",
              String.join(File.pathSeparator, jars));
      List<Path> all = sources.stream().flatMap(AppSources::javaFiles).toList();
      // Messages go to stderr, where the build shows them.
      if (!compiler
          .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
          .call()) {
        throw new IllegalStateException(name + " does not compile");
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> javaFiles(Path source) {
    try (Stream<Path> files = Files.walk(source)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
