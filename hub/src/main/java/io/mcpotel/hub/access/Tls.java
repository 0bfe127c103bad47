// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import io.mcpotel.hub.config.Fields;
import io.mcpotel.hub.config.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The key and the certificate that HTTP and gRPC are served with. */
public record Tls(PrivateKey key, List<X509Certificate> chain) {

  private static final int MOST_BYTES = 1 << 20;
  private static final char[] NO_PASSWORD = new char[0];

  public static Optional<Tls> read(Fields top) {
    Value section = top.value("tls");
    Fields fields = section.fields();
    Value certificate =
        section.isMap() ? fields.required("certificate") : fields.value("certificate");
    Value key = section.isMap() ? fields.required("key") : fields.value("key");
    List<X509Certificate> chain = chain(certificate);
    Path file = key.file(null);
    if (chain.isEmpty() || file == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Tls(PrivateKeys.of(text(file), chain.get(0).getPublicKey()), chain));
    } catch (TlsException e) {
      key.wrong(e.getMessage());
      return Optional.empty();
    }
  }

  public List<String> summary() {
    X509Certificate own = chain.get(0);
    return List.of(
        "TLS with the certificate of "
            + own.getSubjectX500Principal().getName()
            + ", until "
            + own.getNotAfter().toInstant());
  }

  public List<String> warnings(Instant now) {
    Instant end = chain.get(0).getNotAfter().toInstant();
    return now.isAfter(end)
        ? List.of("The certificate has been out of date since " + end + ": it will be refused")
        : List.of();
  }

  public SSLContext context() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("hub", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("TLS cannot be set up: " + e, e);
    }
  }

  private static List<X509Certificate> chain(Value value) {
    Path file = value.file(null);
    if (file == null) {
      return List.of();
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<X509Certificate> chain = new ArrayList<>();
      for (Pem pem : Pem.all(text(file))) {
        if (pem.label().endsWith("CERTIFICATE")) {
          chain.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem.bytes())));
        }
      }
      if (chain.isEmpty()) {
        value.wrong("has to hold a CERTIFICATE, as openssl writes it");
      }
      return chain;
    } catch (TlsException e) {
      value.wrong(e.getMessage());
    } catch (CertificateException e) {
      value.wrong("has a broken certificate");
    }
    return List.of();
  }

  private static String text(Path file) throws TlsException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new TlsException("is a file of more than " + MOST_BYTES + " bytes: " + file);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new TlsException("is not there: " + file);
    } catch (AccessDeniedException e) {
      throw new TlsException("is not for this user to read: " + file);
    } catch (CharacterCodingException e) {
      throw new TlsException("is no PEM, but something binary: " + file);
    } catch (IOException e) {
      throw new TlsException("cannot be read: " + e.getMessage());
    }
  }
}
