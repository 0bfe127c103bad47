// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.List;
import java.util.Map;

/** What is known by more than the form of a token, and the words that it is looked for at. */
enum Place {
  ASSIGNMENT("=", ":", "->"),
  OPTION("--"),
  MENTION(" \"", " '"),
  PAIR("[\""),
  ELEMENT(">"),
  USER_INFO("://"),
  EMAIL("@"),
  PEM("-----BEGIN "),
  PUTTY("Private-Lines:"),
  SCHEME("bearer", "basic"),
  CURL("curl "),
  MYSQL("mysql", "mariadb"),
  NETRC("machine "),
  DATA_URI("data:"),
  KUBERNETES("data:", "stringData:"),
  CARD(WordTable.NUMBER);

  final String[] words;

  Place(String... words) {
    this.words = words;
  }

  /** No lambdas: the first of them would cost a start more than all that is done here. */
  private record PlaceDetector(Place place, Assignments assignments, Mentions mentions)
      implements Detector {

    @Override
    public boolean isAtWordStart() {
      return place == Place.SCHEME;
    }

    @Override
    public Finding at(Window window, int start) {
      return switch (place) {
        case ASSIGNMENT -> assignments.at(window, start);
        case OPTION -> mentions.option(window, start);
        case MENTION -> mentions.mentioned(window, start);
        case PAIR -> mentions.pair(window, start);
        case ELEMENT -> mentions.element(window, start);
        case USER_INFO -> UserInfo.at(window, start);
        case EMAIL -> EmailAddresses.at(window, start);
        case PEM -> PrivateKeys.at(window, start);
        case PUTTY -> PrivateKeys.ofPutty(window, start);
        case SCHEME -> Credentials.withScheme(window, start);
        case CURL -> Credentials.ofCurl(window, start);
        case MYSQL -> Credentials.ofMysql(window, start);
        case NETRC -> Credentials.ofNetrc(window, start);
        case DATA_URI -> Binary.dataUri(window, start);
        case KUBERNETES -> KubernetesSecrets.block(window, start);
        case CARD -> Cards.at(window, start);
      };
    }
  }

  /** All of them, which look for keys by these rules. */
  static void addTo(Map<String, List<Detector>> all, SecretKeys keys) {
    Assignments assignments = new Assignments(keys);
    Mentions mentions = new Mentions(keys);
    for (Place place : Place.values()) {
      for (String word : place.words) {
        WordTable.add(all, word, new PlaceDetector(place, assignments, mentions));
      }
    }
  }
}
