// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.console.Console;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.query.Api;
import io.mcpotel.hub.query.LiveFeed;
import io.mcpotel.hub.receive.GrpcReceiver;
import io.mcpotel.hub.receive.HttpReceiver;
import io.mcpotel.hub.receive.Intake;
import io.mcpotel.hub.receive.ReportReceiver;
import io.mcpotel.hub.replay.Replay;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.StoreException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** The program: it keeps what it is told and answers questions, until it is ended. */
public final class Hub implements AutoCloseable {

  private final DuckDb store;
  private final LiveFeed feed;
  private final CommitQueue queue;
  private final HttpListener http;
  private final GrpcReceiver grpc;

  private Hub(Options options) throws StoreException, IOException {
    DataFolder folder = DataFolder.open(options.data());
    store = DuckDb.open(folder);
    feed = new LiveFeed(store);
    queue =
        new CommitQueue(
            store, Long.getLong("mcp.hub.queue.rows", CommitQueue.MOST_ROWS), feed::kept);
    Intake intake = new Intake(queue);
    http = new HttpListener(new InetSocketAddress(options.host(), options.httpPort()));
    HttpReceiver.serve(http, intake);
    http.serve(ReportReceiver.PATH, new ReportReceiver(intake));
    HubFacts itself = new HubFacts(options.data());
    Api.serve(
        http,
        store,
        feed,
        () -> {
          Map<String, Object> facts = intake.facts();
          facts.putAll(itself.facts());
          return facts;
        });
    Console.serve(http);
    grpc = new GrpcReceiver(new InetSocketAddress(options.host(), options.grpcPort()), intake);
    http.start();
  }

  public static void main(String[] arguments) {
    if (arguments.length > 0 && arguments[0].equals("replay")) {
      System.exit(Replay.command(List.of(arguments).subList(1, arguments.length)));
    }
    try {
      Hub hub = new Hub(Options.parse(List.of(arguments)));
      Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "hub-end"));
      System.out.println(
          "mcp-otel-hub listens on port "
              + hub.http.port()
              + " (HTTP) and port "
              + hub.grpc.port()
              + " (gRPC) of this machine");
    } catch (IllegalArgumentException | StoreException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail("a port cannot be listened on: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    http.close();
    grpc.close();
    queue.close();
    feed.close();
    store.close();
  }

  private static void fail(String message) {
    System.err.println("[mcp-otel-hub] " + message);
    System.exit(1);
  }
}
