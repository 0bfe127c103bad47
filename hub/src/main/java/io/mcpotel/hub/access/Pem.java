// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.access;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between BEGIN and END in a file of OpenSSL's. */
record Pem(String label, byte[] bytes) {

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*(?:-[^-]+)*)-----END \\1-----", Pattern.DOTALL);

  static List<Pem> all(String text) throws TlsException {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      String label = matcher.group(1);
      if (label.startsWith("ENCRYPTED") || matcher.group(2).contains("ENCRYPTED")) {
        throw new TlsException("has a key with a passphrase, which `openssl pkey` takes off");
      }
      try {
        blocks.add(new Pem(label, Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        throw new TlsException("has a broken " + label);
      }
    }
    return blocks;
  }
}
