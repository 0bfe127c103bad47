// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.osgi;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.launch.Framework;

/**
 * Starts a bundle in an OSGi container: a folder for the container, the bundle's file, and settings
 * of the container, {@code key=value} each.
 */
public final class Container {

  private Container() {}

  public static void main(String[] args) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("org.osgi.framework.storage", args[0]);
    for (int i = 2; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    Framework framework = new FrameworkFactory().newFramework(settings);
    framework.start();
    framework.getBundleContext().installBundle(Path.of(args[1]).toUri().toString()).start();
    framework.waitForStop(0);
  }
}
