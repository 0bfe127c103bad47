// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.osgi;

import io.mcpotel.it.app.ServerMain;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle that is a stdio server and holds the SDK. */
public final class ServerActivator implements BundleActivator {

  @Override
  public void start(BundleContext context) throws Exception {
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    // The SDK looks there for its JSON mapper.
    current.setContextClassLoader(ServerActivator.class.getClassLoader());
    try {
      ServerMain.main(new String[] {"stdio", "sync"});
    } finally {
      current.setContextClassLoader(before);
    }
  }

  @Override
  public void stop(BundleContext context) {}
}
