// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.mcpotel.hub.http.Answer;
import io.mcpotel.hub.query.LiveEvents.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events of what happens now. A stream ends by itself before the listener would cut it
 * off, and goes on where it was with {@code Last-Event-ID}; so a reader that reads nothing has one
 * thread for a minute at most, and there are only so many of them.
 */
final class Live implements HttpHandler {

  static final String PATH = Api.ROOT + "live";
  static final int MOST_READERS = 24;
  private static final long STREAM_NANOS = TimeUnit.SECONDS.toNanos(45);
  private static final long COMMENT_MILLIS = 15_000;

  private final LiveFeed feed;
  private final Semaphore readers = new Semaphore(MOST_READERS);

  Live(LiveFeed feed) {
    this.feed = feed;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals(PATH)) {
      Answer.error(exchange, 404, "there is nothing at this path");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      Answer.error(exchange, 405, "this takes GET");
    } else if (exchange.getRequestURI().getRawQuery() != null) {
      Answer.error(exchange, 400, "there are no parameters here");
    } else if (!readers.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "15");
      Answer.error(exchange, 503, "there are " + MOST_READERS + " readers already");
    } else {
      try {
        stream(exchange);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        readers.release();
      }
    }
  }

  private void stream(HttpExchange exchange) throws IOException, InterruptedException {
    feed.watch();
    LiveEvents events = feed.events();
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    long following = events.following(last);
    long next = following >= 0 ? Math.min(following, events.next()) : events.next();
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    // An id of another run of the hub: nobody knows what came in between.
    boolean unknown = last != null && following < 0;
    write(out, "retry: 1000\nid: " + events.id(next - 1) + "\n\n" + gap(unknown));
    out.flush();
    long end = System.nanoTime() + STREAM_NANOS;
    long left = STREAM_NANOS;
    while (left > 0) {
      long wait = Math.min(COMMENT_MILLIS, TimeUnit.NANOSECONDS.toMillis(left) + 1);
      List<Event> found = events.from(next, wait);
      feed.watch();
      for (Event event : found) {
        write(out, gap(event.number() > next) + "event: " + event.type());
        write(out, "\nid: " + events.id(event.number()) + "\ndata: ");
        out.write(event.data());
        write(out, "\n\n");
        next = event.number() + 1;
      }
      write(out, found.isEmpty() ? ":\n\n" : "");
      out.flush();
      left = end - System.nanoTime();
    }
  }

  private static String gap(boolean missed) {
    return missed ? "event: gap\ndata: {}\n\n" : "";
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
