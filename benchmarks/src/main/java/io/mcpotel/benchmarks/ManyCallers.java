// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;

/**
 * Calls servers from many threads at once, and records with the Flight Recorder what threads waited
 * for meanwhile.
 */
public final class ManyCallers {

  /** What the names of the threads that call begin with. */
  static final String CALLER = "caller-";

  /** Each way that a thread may wait for another. */
  static final List<String> WAITING =
      List.of("jdk.JavaMonitorEnter", "jdk.JavaMonitorWait", "jdk.ThreadPark");

  private static final int THREADS = 32;

  /** So many threads share a session. */
  private static final int PER_SESSION = 8;

  private static final int WARM_UP_CALLS = 300;
  private static final int CALLS = 400;

  private ManyCallers() {}

  public static void main(String[] args) throws Exception {
    List<List<InProcessServer>> servers = new ArrayList<>();
    InProcessServer[] shared = new InProcessServer[3];
    for (int i = 0; i < THREADS; i++) {
      if (i % PER_SESSION == 0) {
        shared =
            new InProcessServer[] {
              new InProcessServer(), InProcessServer.sync(), InProcessServer.async()
            };
      }
      List<InProcessServer> mine = new ArrayList<>();
      for (InProcessServer server : shared) {
        mine.add(server.forAnotherThread());
      }
      servers.add(mine);
    }
    call(servers, WARM_UP_CALLS);
    try (Recording recording = new Recording()) {
      for (String event : WAITING) {
        recording.enable(event).withoutThreshold().withStackTrace();
      }
      recording.start();
      call(servers, CALLS);
      recording.stop();
      recording.dump(Path.of(args[0]));
    }
    System.out.println(THREADS * CALLS * shared.length + " calls");
  }

  private static void call(List<List<InProcessServer>> servers, int times)
      throws InterruptedException {
    List<Thread> callers = new ArrayList<>();
    for (List<InProcessServer> mine : servers) {
      callers.add(
          new Thread(
              () -> {
                for (int i = 0; i < times; i++) {
                  mine.forEach(InProcessServer::call);
                }
              },
              CALLER + callers.size()));
    }
    callers.forEach(Thread::start);
    for (Thread caller : callers) {
      caller.join();
    }
  }
}
