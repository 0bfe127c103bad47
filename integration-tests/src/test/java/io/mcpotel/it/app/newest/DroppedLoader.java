// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.app.newest;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * Uses the SDK in a class loader of its own, drops that, and prints {@code COLLECTED} when it is
 * gone or {@code KEPT} when it is still there after a while. The argument is the loader's class
 * path; this JVM's own must have this class on it and nothing else. With a second argument, what is
 * in the loader makes an OpenTelemetry SDK first.
 */
public final class DroppedLoader {

  private DroppedLoader() {}

  public static void main(String[] args) throws Exception {
    WeakReference<ClassLoader> dropped = use(args[0], args.length > 1);
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (dropped.get() != null && System.nanoTime() < deadline) {
      System.gc();
      // Cleared references are taken off the agent's maps by what comes next.
      Thread.sleep(50);
    }
    System.out.println(dropped.get() == null ? "COLLECTED" : "KEPT");
  }

  private static WeakReference<ClassLoader> use(String classPath, boolean withSdk)
      throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    // Like a web application's loader, its parent is the one that the agent's root classes are on.
    URLClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getSystemClassLoader());
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(loader);
    try {
      if (withSdk) {
        loader
            .loadClass("io.mcpotel.it.telemetry.Telemetry")
            .getMethod("make", String.class)
            .invoke(null, "mute");
      }
      loader.loadClass("io.mcpotel.it.app.newest.ManySessions").getMethod("some").invoke(null);
      loader.loadClass("reactor.core.scheduler.Schedulers").getMethod("shutdownNow").invoke(null);
    } finally {
      current.setContextClassLoader(before);
    }
    loader.close();
    return new WeakReference<>(loader);
  }
}
