// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/** What one of several has to read at an address that they share, until it closes this. */
public final class SharedListener implements AutoCloseable {

  private static final Map<InetSocketAddress, Shared> OPEN = new HashMap<>();

  /** What listens at an address, and what all have there. */
  private record Shared(HttpListener listener, HttpPages all) {}

  private final InetSocketAddress address;
  private final HttpPages pages;

  private SharedListener(InetSocketAddress address, HttpPages pages) {
    this.address = address;
    this.pages = pages;
  }

  /**
   * Serves pages from now on.
   *
   * @param threads makes the one thread of the first who serves any there
   */
  public static SharedListener serve(
      InetSocketAddress address, HttpPages pages, ThreadFactory threads) throws IOException {
    synchronized (OPEN) {
      Shared shared = OPEN.get(address);
      if (shared != null && shared.all().add(pages)) {
        return new SharedListener(address, pages);
      }
      HttpPages all = new HttpPages(pages);
      HttpListener listener = HttpListener.start(address, all, threads);
      InetSocketAddress bound = listener.address();
      OPEN.put(bound, new Shared(listener, all));
      return new SharedListener(bound, pages);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    synchronized (OPEN) {
      Shared shared = OPEN.get(address);
      if (shared != null && shared.all().remove(pages)) {
        OPEN.remove(address);
        shared.listener().close();
      }
    }
  }
}
