// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.hub.OpenSsl;
import io.mcpotel.hub.config.ConfigException;
import io.mcpotel.hub.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys and certificates as OpenSSL makes them. */
class TlsTest {

  @TempDir Path folder;

  @Test
  void keysOfEachFormAreTaken() throws Exception {
    OpenSsl openssl = new OpenSsl(folder);
    openssl.certificate("rsa", "-newkey", "rsa:2048");
    openssl.run("rsa", "-in", "rsa.key", "-traditional", "-out", "rsa-pkcs1.key");
    openssl.run("ecparam", "-name", "prime256v1", "-genkey", "-out", "ec-sec1.key");
    openssl.run("req", "-x509", "-key", "ec-sec1.key", "-subj", "/CN=ec", "-out", "ec.crt");
    openssl.run("pkcs8", "-topk8", "-nocrypt", "-in", "ec-sec1.key", "-out", "ec.key");
    openssl.certificate("ed", "-newkey", "ed25519");
    assertTrue(Files.readString(folder.resolve("rsa-pkcs1.key")).contains("BEGIN RSA PRIVATE KEY"));
    assertTrue(Files.readString(folder.resolve("ec-sec1.key")).contains("BEGIN EC PRIVATE KEY"));

    assertTaken("rsa.crt", "rsa.key");
    assertTaken("rsa.crt", "rsa-pkcs1.key");
    assertTaken("ec.crt", "ec-sec1.key");
    assertTaken("ec.crt", "ec.key");
    assertTaken("ed.crt", "ed.key");
  }

  @Test
  void whatIsWrongIsSaid() throws Exception {
    OpenSsl openssl = new OpenSsl(folder);
    openssl.certificate("one", "-newkey", "rsa:2048");
    openssl.certificate("two", "-newkey", "rsa:3072");
    openssl.certificate("ec", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");
    openssl.run("rsa", "-in", "one.key", "-aes128", "-passout", "pass:x", "-out", "locked.key");
    openssl.run(
        "rsa",
        "-in",
        "one.key",
        "-aes128",
        "-passout",
        "pass:x",
        "-traditional",
        "-out",
        "old.key");
    openssl.run("x509", "-in", "one.crt", "-outform", "DER", "-out", "one.der");
    Files.writeString(folder.resolve("empty"), "");
    Files.writeString(
        folder.resolve("broken.crt"),
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

    assertWrong("3: tls.key has no key that is the certificate's", "one.crt", "two.key");
    assertWrong("3: tls.key has no key that is the certificate's", "one.crt", "ec.key");
    assertWrong("3: tls.key has a key with a passphrase", "one.crt", "locked.key");
    assertWrong("3: tls.key has a key with a passphrase", "one.crt", "old.key");
    assertWrong("3: tls.key has to hold one PRIVATE KEY", "one.crt", "one.crt");
    assertWrong("3: tls.key is not there: " + folder.resolve("x"), "one.crt", "x");
    assertWrong("2: tls.certificate is not there: " + folder.resolve("x"), "x", "one.key");
    assertWrong("2: tls.certificate has to hold a CERTIFICATE", "empty", "one.key");
    assertWrong("2: tls.certificate has to hold a CERTIFICATE", "one.key", "one.key");
    assertWrong("2: tls.certificate has a broken certificate", "broken.crt", "one.key");
    assertWrong("2: tls.certificate is no PEM", "one.der", "one.key");
    assertWrong("3: tls.key is missing", "one.crt", "");
  }

  private void assertTaken(String certificate, String key) throws ConfigException {
    ConfigFile file = file(certificate, key);
    Optional<Tls> tls = Tls.read(file.fields());
    file.finish();
    assertNotNull(tls.orElseThrow().context());
    assertEquals(List.of(), tls.get().warnings(Instant.now()));
    assertEquals(1, tls.get().warnings(Instant.now().plus(Duration.ofDays(40))).size());
  }

  private void assertWrong(String message, String certificate, String key) {
    ConfigFile file = file(certificate, key);
    assertEquals(Optional.empty(), Tls.read(file.fields()));
    List<String> messages = assertThrows(ConfigException.class, file::finish).messages();
    assertEquals(1, messages.size(), messages::toString);
    assertTrue(
        messages.get(0).startsWith(folder.resolve("hub.yaml") + ":" + message), messages::toString);
  }

  private ConfigFile file(String certificate, String key) {
    return ConfigFile.of(
        folder.resolve("hub.yaml"),
        "tls:\n  certificate: " + certificate + "\n  key: " + key + "\n",
        Map.of());
  }
}
