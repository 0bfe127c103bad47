// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Takes TLS connections, with a certificate of its own, for a server that only speaks plainly. */
public final class TlsFront implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final SSLServerSocket socket;
  private final URI behind;
  private final Path certificate;

  private TlsFront(SSLServerSocket socket, URI behind, Path certificate) {
    this.socket = socket;
    this.behind = behind;
    this.certificate = certificate;
  }

  /** Stands before the given endpoint; the certificate is made in the folder. */
  public static TlsFront of(String endpoint, Path folder)
      throws IOException, GeneralSecurityException {
    Path keys = folder.resolve("keys.p12");
    Path certificate = folder.resolve("certificate.pem");
    keytool(
        keys,
        "-genkeypair",
        "-keyalg",
        "RSA",
        "-dname",
        "CN=localhost",
        "-ext",
        "san=dns:localhost");
    keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
    KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("localhost"));
    TlsFront front = new TlsFront(socket, URI.create(endpoint), certificate);
    daemon(front::accept);
    return front;
  }

  public String endpoint() {
    return "https://localhost:" + socket.getLocalPort();
  }

  public Path certificate() {
    return certificate;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Socket server = new Socket(behind.getHost(), behind.getPort());
        daemon(() -> copy(client, server));
        daemon(() -> copy(server, client));
      } catch (IOException e) {
        // Closed, or a client that does not trust us.
        continue;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side hung up, which ends both.
      return;
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  private static void keytool(Path keys, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "front", "-keystore", keys.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    try (AppProcess process = App.start(command, Map.of())) {
      process.awaitExit(AppProcess.PATIENCE);
    }
  }
}
