// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.http;

import io.mcpotel.agent.core.AgentLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Lets others read pages over HTTP, on one thread that waits for none of them: whoever asks half a
 * question, or does not take the answer, costs a place among a few, and the oldest such place is
 * given to the next who comes. The JDK's own server keeps everybody waiting then, and can be told
 * otherwise only for the whole JVM.
 */
public final class HttpListener implements AutoCloseable {

  private static final int MOST_CONNECTIONS = 64;

  /** Each may hold a page of a megabyte. */
  private static final int MOST_ANSWERS = 8;

  private static final int BACKLOG = 128;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final ServerSocketChannel server;
  private final Selector selector;
  private final HttpPages pages;

  /** The oldest one first. */
  private final List<HttpConnection> connections = new ArrayList<>();

  private HttpListener(ServerSocketChannel server, Selector selector, HttpPages pages) {
    this.server = server;
    this.selector = selector;
    this.pages = pages;
  }

  /**
   * Begins to listen.
   *
   * @param threads makes its one thread
   */
  public static HttpListener start(
      InetSocketAddress address, HttpPages pages, ThreadFactory threads) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    try {
      server.bind(address, BACKLOG);
      server.configureBlocking(false);
      Selector selector = Selector.open();
      server.register(selector, SelectionKey.OP_ACCEPT);
      HttpListener listener = new HttpListener(server, selector, pages);
      threads.newThread(listener::run).start();
      return listener;
    } catch (Throwable t) {
      server.close();
      throw t;
    }
  }

  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) server.getLocalAddress();
  }

  @Override
  public void close() throws IOException {
    server.close();
    selector.close();
  }

  private void run() {
    while (selector.isOpen()) {
      try {
        selector.select(this::proceed, Math.max(1, TimeUnit.NANOSECONDS.toMillis(untilNext())));
        closeLate();
      } catch (ClosedSelectorException e) {
        break;
      } catch (Throwable t) {
        if (!server.isOpen()) {
          break;
        }
        // It may be that nothing more can be opened, or that memory is short, for a while.
        AgentLog.report("listening for HTTP requests", t);
        closeOldest(connection -> true);
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    connections.forEach(HttpConnection::close);
  }

  private void proceed(SelectionKey key) {
    if (key.attachment() instanceof HttpConnection connection) {
      boolean goesOn = false;
      try {
        goesOn = connection.proceed();
      } catch (IOException e) {
        // The peer is gone.
      } finally {
        if (!goesOn) {
          close(connection);
        }
      }
      if (connections.stream().filter(HttpConnection::isAnswering).count() > MOST_ANSWERS) {
        closeOldest(HttpConnection::isAnswering);
      }
    } else if (key.isValid()) {
      accept();
    }
  }

  private void accept() {
    try {
      for (SocketChannel peer = server.accept(); peer != null; peer = server.accept()) {
        if (connections.size() >= MOST_CONNECTIONS && !closeOldest(HttpConnection::isAsking)) {
          closeOldest(connection -> true);
        }
        welcome(peer);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void welcome(SocketChannel peer) throws IOException {
    try {
      peer.configureBlocking(false);
      SelectionKey key = peer.register(selector, SelectionKey.OP_READ);
      HttpConnection connection = new HttpConnection(peer, key, pages);
      key.attach(connection);
      connections.add(connection);
    } catch (Throwable t) {
      peer.close();
      throw t;
    }
  }

  private long untilNext() {
    long now = System.nanoTime();
    return connections.stream()
        .mapToLong(connection -> connection.nanosLeft(now))
        .min()
        .orElse(TimeUnit.HOURS.toNanos(1));
  }

  private void closeLate() {
    long now = System.nanoTime();
    connections.removeIf(
        connection -> {
          boolean late = connection.nanosLeft(now) <= 0;
          if (late) {
            connection.close();
          }
          return late;
        });
  }

  private boolean closeOldest(Predicate<HttpConnection> which) {
    for (HttpConnection connection : connections) {
      if (which.test(connection)) {
        close(connection);
        return true;
      }
    }
    return false;
  }

  private void close(HttpConnection connection) {
    connections.remove(connection);
    connection.close();
  }
}
