// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * The key of a certificate, in each of the forms that OpenSSL writes. The JDK takes PKCS#8; the
 * older ones are wrapped to be that.
 */
final class PrivateKeys {

  private static final byte[] VERSION = {2, 1, 0};
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 4;
  private static final int PARAMETERS = 0xa0;

  private PrivateKeys() {}

  static PrivateKey of(String text, PublicKey certified) throws TlsException {
    List<Pem> keys =
        Pem.all(text).stream().filter(pem -> pem.label().endsWith("PRIVATE KEY")).toList();
    if (keys.size() != 1) {
      throw new TlsException(
          "has to hold one PRIVATE KEY, as openssl writes it, and has " + keys.size());
    }
    try {
      String algorithm = certified.getAlgorithm();
      byte[] encoded = pkcs8(keys.get(0));
      PrivateKey key =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
      if (belong(key, certified)) {
        return key;
      }
    } catch (GeneralSecurityException | BufferUnderflowException e) {
      // Of another kind, or broken: said below.
    }
    throw new TlsException("has no key that is the certificate's");
  }

  private static byte[] pkcs8(Pem key) throws TlsException {
    return switch (key.label()) {
      case "PRIVATE KEY" -> key.bytes();
      case "RSA PRIVATE KEY" -> der(SEQUENCE, VERSION, RSA, der(OCTETS, key.bytes()));
      case "EC PRIVATE KEY" ->
          der(SEQUENCE, VERSION, der(SEQUENCE, EC, curve(key.bytes())), der(OCTETS, key.bytes()));
      default -> throw new TlsException("has a " + key.label() + ", which is not taken");
    };
  }

  /** The name of the curve, which stands after a version and the key. */
  private static byte[] curve(byte[] key) throws TlsException {
    ByteBuffer sequence = value(ByteBuffer.wrap(key), SEQUENCE);
    value(sequence, 2);
    value(sequence, OCTETS);
    ByteBuffer parameters = value(sequence, PARAMETERS);
    byte[] curve = new byte[parameters.remaining()];
    parameters.get(curve);
    return curve;
  }

  private static ByteBuffer value(ByteBuffer der, int tag) throws TlsException {
    if ((der.get() & 0xff) != tag) {
      throw new TlsException("has an EC PRIVATE KEY that does not name its curve");
    }
    int length = der.get() & 0xff;
    if (length > 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = length << 8 | der.get() & 0xff;
      }
    }
    if (length < 0 || length > der.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer value = der.slice(der.position(), length);
    der.position(der.position() + length);
    return value;
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    if (length < 0x80) {
      all.write(length);
    } else if (length < 0x100) {
      all.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      all.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(VERSION);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(VERSION);
    try {
      return signature.verify(signed);
    } catch (SignatureException e) {
      return false; // Of another size.
    }
  }
}
