// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.tomcat;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.ThreadLocalLeakPreventionListener;
import org.apache.catalina.startup.Tomcat;

/**
 * Tomcat with web applications, {@code /path=file.war} each. Prints {@code PORT n}. A line {@code
 * undeploy /path} takes one away, and prints {@code COLLECTED} when its class loader is gone or
 * {@code KEPT} when it is still there after a while.
 */
public final class WebApps {

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private WebApps() {}

  public static void main(String[] args) throws Exception {
    Path base = Path.of(args[0]);
    Files.createDirectories(base.resolve("webapps"));
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(base.toString());
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // A thread that served an application that is gone is replaced.
    tomcat.getServer().addLifecycleListener(new ThreadLocalLeakPreventionListener());
    for (int i = 1; i < args.length; i++) {
      String[] pathAndWar = args[i].split("=", 2);
      Context app = tomcat.addWebapp(pathAndWar[0], new File(pathAndWar[1]).getAbsolutePath());
      // A thread of Reactor's that the application forgets.
      ((StandardContext) app).setClearReferencesStopThreads(true);
    }
    tomcat.start();
    System.out.println("PORT " + tomcat.getConnector().getLocalPort());
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String path = line.substring("undeploy ".length());
      System.out.println(isCollected(undeploy(tomcat, path)) ? "COLLECTED" : "KEPT");
    }
  }

  private static WeakReference<ClassLoader> undeploy(Tomcat tomcat, String path) throws Exception {
    Context app = (Context) tomcat.getHost().findChild(path);
    WeakReference<ClassLoader> loader =
        new WeakReference<>(app.getLoader().getClassLoader());
    app.stop();
    tomcat.getHost().removeChild(app);
    return loader;
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (loader.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.sleep(50);
    }
    return loader.get() == null;
  }
}
