// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Uses many releases of the SDK, each in a class loader of its own: one for each folder below the
 * first argument, whose classes go before those of the third. What the second names is shared.
 * Prints each folder's name with each outcome. This JVM's own class path must have this class on it
 * and nothing else.
 */
public final class ManyReleases {

  /** A file in a release's folder that names the classes that it does not have. */
  public static final String MISSING = "missing.txt";

  private ManyReleases() {}

  public static void main(String[] args) throws Exception {
    ClassLoader shared = new URLClassLoader(urls(args[1]), ClassLoader.getSystemClassLoader());
    List<Path> folders;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      folders = all.sorted().toList();
    }
    for (Path folder : folders) {
      for (Object outcome : use(folder, args[2], shared)) {
        System.out.println(folder.getFileName() + "|" + outcome);
      }
    }
    System.exit(0);
  }

  private static List<?> use(Path folder, String classPath, ClassLoader shared) throws Exception {
    Path missing = folder.resolve(MISSING);
    ClassLoader loader =
        new Release(
            urls(folder + File.pathSeparator + classPath),
            shared,
            Files.exists(missing) ? Set.copyOf(Files.readAllLines(missing)) : Set.of());
    // The SDK looks there for its JSON mapper.
    Thread.currentThread().setContextClassLoader(loader);
    try {
      return (List<?>)
          loader
              .loadClass("io.mcpotel.it.app.newest.OneRelease")
              .getMethod("use", String.class)
              .invoke(null, folder.getFileName().toString());
    } catch (InvocationTargetException e) {
      return List.of(e.getCause().getClass().getName());
    } catch (LinkageError e) {
      return List.of(e.getClass().getName());
    }
  }

  private static URL[] urls(String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static final class Release extends URLClassLoader {
    private final Set<String> missing;

    Release(URL[] urls, ClassLoader parent, Set<String> missing) {
      super(urls, parent);
      this.missing = missing;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (missing.contains(name)) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }
  }
}
