// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Current;
import io.mcpotel.agent.core.LogContext;
import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.OperationStart;
import io.mcpotel.agent.core.RecordingTelemetry;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Settings;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerTransport;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class TransportTasksTest {

  private static final String HOOK = "io.mcpotel.agent.test";
  private static final long PATIENCE_SECONDS = 30;

  private final Application application =
      new Application(Settings.from(Configuration.of("")), LogContext.NONE);
  private final List<String> asTheyAre = new CopyOnWriteArrayList<>();
  private final List<String> wrapped = new CopyOnWriteArrayList<>();

  @BeforeEach
  void watchTasks() {
    application.switchTo(new RecordingTelemetry());
    Function<Runnable, Runnable> carrier = Current.carrier(TransportTasks::isOne);
    Schedulers.onScheduleHook(
        HOOK,
        task -> {
          Runnable carried = carrier.apply(task);
          if (Current.operation() != null) {
            (carried == task ? asTheyAre : wrapped).add(task.getClass().getName());
          }
          return carried;
        });
  }

  @AfterEach
  void watchNoMore() {
    Schedulers.resetOnScheduleHook(HOOK);
  }

  @Test
  void taskThatWritesToStdoutIsScheduledAsItIs() throws Exception {
    Lines written = new Lines();
    List<McpServerTransport> transports = new ArrayList<>();
    PipedOutputStream client = new PipedOutputStream();
    StdioServerTransportProvider provider =
        new StdioServerTransportProvider(
            McpJsonDefaults.getMapper(), new PipedInputStream(client), written);
    provider.setSessionFactory(
        transport -> {
          transports.add(transport);
          return null;
        });
    // Until it has begun to read, what is sent waits for another thread.
    transports.get(0).sendMessage(notification("first")).block();
    assertEquals("first", written.next());

    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    // While it still writes what came before, it is not scheduled again.
    while (asTheyAre.isEmpty() && wrapped.isEmpty() && System.nanoTime() < end) {
      duringOperation(() -> transports.get(0).sendMessage(notification("next")).block());
      assertEquals("next", written.next());
    }

    assertEquals(List.of(), wrapped);
    assertFalse(asTheyAre.isEmpty(), "it was not scheduled");
    client.close();
  }

  @Test
  void sameTaskOfAnApplicationCarriesItsOperation() {
    duringOperation(
        () ->
            Flux.range(1, 3)
                .publishOn(Schedulers.single())
                .handle((value, sink) -> sink.next(value))
                .blockLast());

    assertEquals(List.of(), asTheyAre);
    assertFalse(wrapped.isEmpty());
  }

  private void duringOperation(Runnable work) {
    Operation operation =
        application.open(
            new OperationStart(
                Session.server("s", Wire.PIPE, true),
                Operation.Kind.SERVER,
                Methods.TOOLS_CALL,
                Target.NONE,
                false,
                1,
                new Object(),
                null,
                Map.of()),
            null,
            null);
    try (Current.Activation activation = Current.tryActivate(operation)) {
      work.run();
    }
  }

  private static McpSchema.JSONRPCNotification notification(String method) {
    return new McpSchema.JSONRPCNotification(method);
  }

  /** Gives out the method of each message that is written. */
  private static final class Lines extends ByteArrayOutputStream {
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void flush() {
      lines.add(toString().replaceAll("(?s).*\"method\":\"(\\w+)\".*", "$1"));
      reset();
    }

    String next() throws InterruptedException {
      return lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
