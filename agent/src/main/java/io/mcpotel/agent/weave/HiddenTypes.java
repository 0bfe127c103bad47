// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.weave;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * Stands in for types whose class file is not to be had. Another agent adds interfaces to classes,
 * and hides what it adds; to be woven, a class need not know more of them than that they are there.
 */
final class HiddenTypes implements ClassFileLocator {

  @Override
  public Resolution locate(String name) {
    return new Resolution.Explicit(new ByteBuddy().makeInterface().name(name).make().getBytes());
  }

  @Override
  public void close() {}
}
