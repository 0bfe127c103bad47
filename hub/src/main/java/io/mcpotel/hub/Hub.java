// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import io.mcpotel.hub.access.Gate;
import io.mcpotel.hub.access.Right;
import io.mcpotel.hub.access.Tokens;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import io.mcpotel.hub.console.Console;
import io.mcpotel.hub.http.HttpListener;
import io.mcpotel.hub.query.Api;
import io.mcpotel.hub.query.LiveFeed;
import io.mcpotel.hub.receive.CollectorSchema;
import io.mcpotel.hub.receive.GrpcReceiver;
import io.mcpotel.hub.receive.HttpReceiver;
import io.mcpotel.hub.receive.Intake;
import io.mcpotel.hub.receive.ReadOnlyReceiver;
import io.mcpotel.hub.receive.ReportReceiver;
import io.mcpotel.hub.replay.Replay;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The program: it keeps what it is told and answers questions, until it is ended. */
public final class Hub implements AutoCloseable {

  private final DataFolder folder;
  private final Store store;
  private final LiveFeed feed;
  private final CommitQueue queue;
  private final HttpListener http;
  private final Watch watch;
  private final GrpcReceiver grpc;

  private Hub(HubConfig config) throws StoreException, IOException {
    folder = DataFolder.open(config.storage().data());
    store = config.storage().open(folder);
    feed = new LiveFeed(store);
    queue =
        new CommitQueue(
            store, Long.getLong("mcp.hub.queue.rows", CommitQueue.MOST_ROWS), feed::kept);
    Intake intake = new Intake(queue);
    Gate gate = new Gate(config.tokens());
    http = new HttpListener(config.listen().http(), gate, config.tls());
    boolean reads = config.storage().isReadOnly();
    if (reads) {
      ReadOnlyReceiver.serve(http);
    } else {
      HttpReceiver.serve(http, intake);
      http.serve(ReportReceiver.PATH, Right.SEND, new ReportReceiver(intake));
    }
    watch = new Watch(config, folder, store, queue, http);
    HubFacts itself = new HubFacts(config.storage(), store);
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
    grpc = reads ? null : new GrpcReceiver(config.listen().grpc(), intake, gate, config.tls());
    http.start();
    store.startUpkeep();
  }

  public static void main(String[] arguments) {
    try {
      Options options = Options.parse(List.of(arguments));
      switch (options.command()) {
        case Options.HELP -> System.out.print(Options.USAGE);
        case Options.VERSION -> System.out.println("mcp-otel-hub " + version());
        case Options.CHECK -> Check.run(options);
        case Options.TOKEN -> System.out.print(Tokens.create(options.operand("the token's name")));
        case Options.CLICKHOUSE_SCHEMA -> System.out.print(schema(options));
        case Options.REPLAY -> System.exit(Replay.command(options.operands()));
        default -> run(options);
      }
    } catch (ConfigException e) {
      e.messages().forEach(System.err::println);
      System.exit(1);
    } catch (IllegalArgumentException | StoreException e) {
      fail(e.getMessage());
    } catch (IOException e) {
      fail("a port cannot be listened on: " + e.getMessage());
    }
  }

  private static void run(Options options) throws ConfigException, StoreException, IOException {
    HubConfig config = HubConfig.read(HubConfig.file(options, System.getenv()), options);
    config.warnings().forEach(warning -> System.err.println("[mcp-otel-hub] " + warning));
    Hub hub = new Hub(config);
    Runtime.getRuntime().addShutdownHook(new Thread(hub::close, "hub-end"));
    System.out.println(
        "mcp-otel-hub listens on port "
            + hub.http.port()
            + (hub.grpc == null
                ? " (HTTP) of this machine, and only reads"
                : " (HTTP) and port " + hub.grpc.port() + " (gRPC) of this machine"));
    System.out.println("Its console is at " + hub.console(config));
  }

  /** Without the file, which may need an environment that is not here. */
  private static String schema(Options options) throws ConfigException {
    ConfigFile none = ConfigFile.of(Path.of("hub.yaml"), "", Map.of());
    return CollectorSchema.script(Storage.read(none.fields(), options).limits().retention());
  }

  private String console(HubConfig config) {
    InetAddress host = config.listen().host();
    boolean here = host.isLoopbackAddress() || host.isAnyLocalAddress();
    String scheme = config.tls().isPresent() ? "https" : "http";
    return scheme + "://" + (here ? "localhost" : host.getHostAddress()) + ":" + http.port() + "/";
  }

  @Override
  public void close() {
    http.close();
    if (grpc != null) {
      grpc.close();
    }
    watch.close();
    queue.close();
    feed.close();
    store.close();
    folder.close();
  }

  private static String version() {
    String version = Hub.class.getPackage().getImplementationVersion();
    return version == null ? "(not from its jar)" : version;
  }

  private static void fail(String message) {
    System.err.println("[mcp-otel-hub] " + message);
    System.exit(1);
  }
}
