// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.redact;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Goes once over a window and finds what must not come out. Whatever that is, it begins with a word
 * or has one in it that is looked for in the pass: a sign such as {@code =}, or what all tokens of
 * a provider begin with. Only there it looks closer.
 */
final class SecretFinder {

  /** A closer look at a place where a word is. */
  interface Look {

    /** What must not come out there, or null. */
    Finding at(Window window, int start);

    /** Whether there is none where the word goes on from a letter or a digit before it. */
    default boolean isAtWordStart() {
      return false;
    }
  }

  /** What stands for the first digit of a run of letters and digits. */
  static final String NUMBER = "0";

  /** So much of a word is looked for in the pass; the rest where that is. */
  private static final int HEAD = 4;

  /** Without personal data, and with it: the words are the same in each application of a JVM. */
  private static final AtomicReferenceArray<Keywords> KEYWORDS = new AtomicReferenceArray<>(2);

  private final SecretKeys keys;
  private final boolean personal;
  private final Keywords keywords;

  /** For each head, the words that begin with it, the longest first, and what is to be done. */
  private final String[][] words;

  private final Look[][][] looks;

  /** For each head, whether it has to begin a word of the text. */
  private final boolean[] atWordStart;

  private final Look[] ofNumbers;

  SecretFinder(SecretKeys keys, boolean personal) {
    this.keys = keys;
    this.personal = personal;
    Map<String, List<Look>> all = new LinkedHashMap<>();
    addPlaces(all, keys);
    for (SecretRule rule : SecretRule.ALL) {
      add(all, rule.keyword(), rule);
    }
    if (personal) {
      PersonalData.addLooks(all);
    }
    ofNumbers = all.remove(NUMBER).toArray(new Look[0]);
    Map<String, List<String>> heads = heads(all.keySet());
    keywords = keywords(heads.keySet(), personal ? 1 : 0);
    words = new String[heads.size()][];
    looks = new Look[heads.size()][][];
    atWordStart = new boolean[heads.size()];
    int head = 0;
    for (List<String> ofHead : heads.values()) {
      words[head] = ofHead.toArray(new String[0]);
      looks[head] = new Look[ofHead.size()][];
      atWordStart[head] = true;
      for (int i = 0; i < ofHead.size(); i++) {
        looks[head][i] = all.get(ofHead.get(i)).toArray(new Look[0]);
        atWordStart[head] &= areAtWordStart(ofHead.get(i), looks[head][i]);
      }
      head++;
    }
  }

  private static boolean areAtWordStart(String word, Look[] looks) {
    boolean all = Characters.isAlphanumeric(word.charAt(0));
    for (Look look : looks) {
      all &= look.isAtWordStart();
    }
    return all;
  }

  private static Map<String, List<String>> heads(Set<String> words) {
    Map<String, List<String>> heads = new LinkedHashMap<>();
    for (String word : words) {
      heads.put(head(word), new ArrayList<>());
    }
    for (String word : words) {
      for (int length = 1; length <= Math.min(HEAD, word.length()); length++) {
        List<String> ofHead = heads.get(head(word.substring(0, length)));
        if (ofHead != null) {
          int place = 0;
          while (place < ofHead.size() && ofHead.get(place).length() >= word.length()) {
            place++;
          }
          ofHead.add(place, word);
        }
      }
    }
    return heads;
  }

  private static String head(String word) {
    return word.substring(0, Math.min(HEAD, word.length())).toLowerCase(Locale.ROOT);
  }

  private static Keywords keywords(Set<String> heads, int which) {
    Keywords shared = KEYWORDS.get(which);
    if (shared == null) {
      shared = new Keywords(List.copyOf(heads));
      KEYWORDS.set(which, shared);
    }
    return shared;
  }

  /** What is known by more than the form of a token, and the words that it is looked for at. */
  private enum Place {
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
    CARD(NUMBER);

    final String[] words;

    Place(String... words) {
      this.words = words;
    }
  }

  /** No lambdas: the first of them would cost a start more than all that is done here. */
  private record LookAt(Place place, Assignments assignments, Mentions mentions) implements Look {

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

  private static void addPlaces(Map<String, List<Look>> all, SecretKeys keys) {
    Assignments assignments = new Assignments(keys);
    Mentions mentions = new Mentions(keys);
    for (Place place : Place.values()) {
      for (String word : place.words) {
        add(all, word, new LookAt(place, assignments, mentions));
      }
    }
  }

  static void add(Map<String, List<Look>> all, String word, Look look) {
    List<Look> looks = all.get(word);
    if (looks == null) {
      looks = new ArrayList<>(2);
      all.put(word, looks);
    }
    looks.add(look);
  }

  SecretKeys keys() {
    return keys;
  }

  /** Whether nothing in it needs a closer look: true of most names and ids. */
  boolean isClear(String text) {
    if (personal) {
      return false;
    }
    int state = 0;
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      state = keywords.next(state, c);
      if (Window.isWrittenOtherwise(c) || keywords.endsWord(state) && hasWord(text, state, i + 1)) {
        return false;
      }
      if (Characters.isDigit(c)) {
        digits++;
      } else if (Characters.isAlphanumeric(c)) {
        digits = 0;
      }
      if (digits == Cards.LEAST_DIGITS) {
        return false;
      }
    }
    return true;
  }

  private boolean hasWord(String text, int state, int end) {
    for (int head : keywords.words(state)) {
      int start = end - keywords.length(head);
      if (atWordStart[head] && start > 0 && Characters.isAlphanumeric(text.charAt(start - 1))) {
        continue;
      }
      for (String word : words[head]) {
        if (text.regionMatches(true, start, word, 0, word.length())) {
          return true;
        }
      }
    }
    return false;
  }

  /** What begins between two indexes; nothing found overlaps. */
  List<Finding> find(Window window, int from, int to) {
    List<Finding> findings = List.of();
    char[] chars = window.uncounted();
    int most = Math.min(window.length, to + keywords.longest() - 1);
    window.steps().take(most - from);
    int free = window.inText(from);
    int state = 0;
    int i = from;
    while (i < most) {
      char c = chars[i++];
      state = keywords.next(state, c);
      Finding finding = keywords.endsWord(state) ? look(window, state, i, to) : null;
      if (finding == null && isNumber(chars, c, i - 1) && i <= to) {
        finding = at(window, ofNumbers, i - 1);
      }
      if (finding == null || finding.end() <= free) {
        continue;
      }
      if (findings.isEmpty()) {
        findings = new ArrayList<>();
      }
      // An address is found at its @, when what is before it may be taken out already.
      int start = Math.max(free, finding.start());
      findings.add(
          start == finding.start()
              ? finding
              : Finding.secret(finding.rule(), start, finding.end()));
      free = finding.end();
      i = Math.max(i, window.indexOf(free));
      state = 0;
    }
    return findings;
  }

  private static boolean isNumber(char[] chars, char c, int at) {
    return Characters.isDigit(c) && (at == 0 || !Characters.isAlphanumeric(chars[at - 1]));
  }

  private Finding look(Window window, int state, int end, int to) {
    for (int head : keywords.words(state)) {
      int start = end - keywords.length(head);
      boolean inWord = atWordStart[head] && start > 0 && isInWord(window, start);
      Finding finding = start < to && !inWord ? look(window, head, start) : null;
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }

  private static boolean isInWord(Window window, int start) {
    return Characters.isAlphanumeric(window.uncounted()[start - 1]);
  }

  private Finding look(Window window, int head, int start) {
    for (int i = 0; i < words[head].length; i++) {
      if (window.startsWithIgnoringCase(words[head][i], start)) {
        Finding finding = at(window, looks[head][i], start);
        if (finding != null) {
          return finding;
        }
      }
    }
    return null;
  }

  private static Finding at(Window window, Look[] looks, int start) {
    for (Look look : looks) {
      Finding finding = look.at(window, start);
      if (finding != null) {
        return finding;
      }
    }
    return null;
  }
}
